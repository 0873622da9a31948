package io.incidentiq.rollback.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongestWaitTest {
    private static final RollbackRequest REQUEST =
            RollbackRequest.of("payments").withCluster("prod");

    static List<BiFunction<RollbackRequest, Duration, RollbackRequest>> waits() {
        return List.of(RollbackRequest::withTimeout, RollbackRequest::withSettle, RollbackRequest::withPollInterval);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void request_aWaitOfMoreThanADay_isRefusedWithTheLimit(
            BiFunction<RollbackRequest, Duration, RollbackRequest> wait) {
        assertThat(wait.apply(REQUEST, Duration.ofHours(24))).isNotNull();
        for (Duration tooLong : List.of(Duration.ofHours(24).plusNanos(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> wait.apply(REQUEST, tooLong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most PT24H");
        }
    }

    private static RollbackProcedure procedure(String settle, String window, String trigger) {
        String text = """
                # Rollback of payments

                ## When to use
                - Errors after a deployment in the last %s

                ## Steps
                ```bash
                aws ecs update-service --cluster prod --service payments --task-definition payments:41
                aws cloudwatch get-metric-statistics --namespace App --metric-name ErrorRate \\
                  --start-time $(date -u -d '%s ago' +%%FT%%TZ) --end-time $(date -u +%%FT%%TZ) --period 60 --statistics Average
                ```
                Wait %s for metrics to settle.
                """.formatted(trigger, window, settle);
        return ProcedureBinder.bind(RunbookParser.standard().parse("rb.md", text.getBytes(StandardCharsets.UTF_8)))
                .procedure()
                .orElseThrow();
    }

    @Test
    void settings_ordinaryWaits_areTaken() {
        Settings settings = Settings.of(procedure("3 minutes", "5 minutes", "6 hours"), REQUEST);

        assertThat(settings.settle().value()).isEqualTo(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25 hours", "3000 days"})
    void settings_aRunbooksSettleTimeOfMoreThanADay_isRefusedWithItsLine(String settle) {
        RollbackProcedure procedure = procedure(settle, "5 minutes", "6 hours");

        assertThatThrownBy(() -> Settings.of(procedure, REQUEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rb.md")
                .hasMessageContaining("settle of at most PT24H");
    }

    @Test
    void settings_aRunbooksWindowOfMoreThanADay_isRefused() {
        RollbackProcedure procedure = procedure("3 minutes", "9999 hours", "6 hours");

        assertThatThrownBy(() -> Settings.of(procedure, REQUEST)).hasMessageContaining("window of at most PT24H");
    }

    @Test
    void withIncidentStart_beforeThereWereComputers_isRefused() {
        assertThatThrownBy(() -> REQUEST.withIncidentStart(Instant.MIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("since 1970");
    }

    @Test
    void metricFrom_anOldIncident_readsNinetyDaysAtMost() {
        Settings settings =
                Settings.of(procedure("3 minutes", "5 minutes", "6 hours"), REQUEST.withIncidentStart(Instant.EPOCH));

        assertThat(settings.metricFrom(Worlds.NOW)).isEqualTo(Worlds.NOW.minus(Duration.ofDays(90)));
    }
}
