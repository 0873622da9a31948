package io.incidentiq.rollback.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistLineTest {
    private static String gate(String text) {
        return ChecklistLine.of(text, Source.DEFAULT).gate();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Confirm deployment timestamp correlates with incident start | deployment-correlates
            Recent deployment correlates with incident start            | deployment-correlates
            Does the release match the incident's start?                | deployment-correlates
            Identify the previous stable task definition revision       | target-identified
            Previous stable revision identified                         | target-identified
            Find the last known-good revision                           | target-identified
            Notify team in #incidents that rollback is starting         | team-notified
            Tell the team in the channel                                | team-notified
            Confirm no database migrations were included (migrations cannot be rolled back automatically) | no-migrations
            Check whether the release included schema migrations        | no-migrations
            No DB migration since the last release                      | no-migrations
            """)
    void of_theQuestionItself_isItsGate(String text, String gate) {
        assertThat(gate(text)).isEqualTo(gate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ask finance whether the migration of invoices is done
            Confirm no database migrations were included and ask the DBA
            Confirm the migrations were run
            Run schema migrations for the target release
            Confirm no migration job is running
            Pause the migration worker
            Notify the finance team that rollback is starting
            Notify team in #incidents and #support that rollback is starting
            Notify team that rollback is complete
            Page the on-call of the team
            Confirm the previous revision was approved by security
            Confirm the last revision is healthy
            Identify the previous stable revision and get approval for it
            Confirm deployment timestamp correlates with incident start and nobody changed the config
            Confirm the version matches the release
            Confirm deployment does not correlate with a load test
            """)
    void of_anotherQuestionWithTheSameWords_isOnlyForAPerson(String text) {
        assertThat(gate(text)).startsWith("confirm-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Zeitpunkt paßt zum Beginn der Störung | confirm-zeitpunkt-passt-zum-beginn-der-stoerung
            Größe prüfen                     | confirm-groesse-pruefen
            Vérifier l’accès à la base       | confirm-verifier-l-acces-a-la-base
            Łódź sprawdź                     | confirm-lodz-sprawdz
            DBマイグレーションが含まれていない          | confirm-db
            デプロイ時刻と障害発生時刻が一致         | confirm-item
            Проверить миграции               | confirm-item
            ＤＢ check                        | confirm-db-check
            …                                | confirm-item
            Ask the owner of the database whether a rollback is fine | confirm-ask-the-owner-of-the-database-whether-a
            """)
    void of_anyLanguage_isAGateThatCanBeTyped(String text, String gate) {
        assertThat(gate(text)).isEqualTo(gate).matches("[a-z0-9-]{8,48}");
    }
}
