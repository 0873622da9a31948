package io.incidentiq.rollback.internal.core;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.MigrationRisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An older plan is looked at once more, gates included. */
class CheckingTest {
    private static final Query SERVICE = new Query.ServiceNow(Worlds.SERVICE);
    private static final Query DEFINITIONS = new Query.Definitions(Set.of(Worlds.rev(41)));
    private static final Query MIGRATIONS = new Query.Migrations(Worlds.SERVICE, Set.of(Worlds.rev(42)));

    private static Driven old(Driven driven, Worlds world) {
        return driven.after(60).began().seesSymptoms().seesPlanned().answered(DEFINITIONS, world.answer(DEFINITIONS));
    }

    private static Driven old(Worlds world) {
        return old(Driven.of(world), world);
    }

    private static Answer found(MigrationFinding.Kind kind) {
        return new Answer.Migrations(Map.of(Worlds.rev(42), new MigrationFinding(kind, "V42.sql")));
    }

    private static List<Query> reads(Driven driven) {
        return ((Batch.Reads) driven.core.next()).queries();
    }

    @Test
    void olderPlan_isCheckedInOneRoundWithMigrationsAndSymptoms() {
        Driven driven = Driven.of(Worlds.badDeploy()).after(60).began();

        assertThat(reads(driven)).startsWith(SERVICE, DEFINITIONS, MIGRATIONS).hasSize(5);
        assertThat(reads(driven)).containsAll(driven.plan.symptoms(driven.now()));
    }

    @Test
    void targetRunsAlready_migrationsAreNotAskedFor() {
        var world = Worlds.badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10);

        assertThat(reads(Driven.of(world).after(60).began())).containsExactly(SERVICE, DEFINITIONS);
    }

    @Test
    void freshPlan_isNotChecked() {
        assertThat(Driven.of(Worlds.badDeploy()).after(10).began().phase()).isEqualTo(Phase.ANNOUNCING);
    }

    @Test
    void nothingNewOfMigrations_goesOn() {
        Driven driven = old(Worlds.badDeploy());
        assertThat(driven.phase()).isEqualTo(Phase.CHECKING);

        driven.answered(MIGRATIONS, new Answer.Migrations(Map.of()));

        assertThat(driven.phase()).isEqualTo(Phase.ANNOUNCING);
    }

    @ParameterizedTest(name = "risk {0}, planned with {1}, then {2}")
    @CsvSource({"LOW, UNKNOWN, PRESENT", "HIGH, NONE, UNKNOWN", "HIGH, NONE, PRESENT"})
    void gateGotWorse_isStale(MigrationRisk risk, MigrationFinding.Kind planned, MigrationFinding.Kind then) {
        Driven driven = old(Worlds.badDeploy().risk(risk).finding(42, planned)).answered(MIGRATIONS, found(then));

        assertThat(driven.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.ending().detail()).startsWith("no-migrations got worse: ");
    }

    private static Driven confirmedThenFound(MigrationFinding.Kind kind) {
        var world = Worlds.badDeploy().risk(MigrationRisk.HIGH);
        return old(Driven.of(world, GateIds.NO_MIGRATIONS), world).answered(MIGRATIONS, found(kind));
    }

    @Test
    void confirmedGateFoundBlocked_isStale() {
        Driven driven = confirmedThenFound(MigrationFinding.Kind.PRESENT);

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
    }

    @Test
    void confirmedGateStillOpen_goesOn() {
        Driven driven = confirmedThenFound(MigrationFinding.Kind.UNKNOWN);

        assertThat(driven.phase()).isEqualTo(Phase.ANNOUNCING);
    }

    @Test
    void gateGotBetter_goesOn() {
        Driven driven = old(Worlds.badDeploy()).answered(MIGRATIONS, found(MigrationFinding.Kind.NONE));

        assertThat(driven.phase()).isEqualTo(Phase.ANNOUNCING);
    }

    @Test
    void inspectorSilent_whatThePlanFoundStandsWithAWarning() {
        Driven driven = old(Worlds.badDeploy())
                .answered(MIGRATIONS, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "no answer"));

        assertThat(driven.phase()).isEqualTo(Phase.ANNOUNCING);
        assertThat(driven.core.warnings()).containsExactly("migrations could not be looked for again: no answer");
    }

    @Test
    void incidentOverByNow_isStale() {
        var world = Worlds.badDeploy();
        Driven driven = Driven.of(world).after(Duration.ofMinutes(16)).began();
        Query.Metric metric = (Query.Metric) reads(driven).get(3);
        var healthyAgain = new ArrayList<MetricPoint>();
        for (int minute = 18; minute > -16; minute--) {
            healthyAgain.add(new MetricPoint(ago(minute), minute > 0 ? Worlds.FAULT : Worlds.CALM));
        }

        driven.answered(
                        metric,
                        Answer.Metric.of(metric.series().iterator().next(), new MetricSeries(healthyAgain, true)))
                .seesSymptoms()
                .seesPlanned()
                .answered(DEFINITIONS, world.answer(DEFINITIONS))
                .answered(MIGRATIONS, new Answer.Migrations(Map.of()));

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.ending().detail()).contains("incident-ongoing got worse: the incident seems over since");
    }

    @Test
    void incidentInHealthAlone_theMetricsAnswerAloneMakesNothingStale() {
        var world = Worlds.calmUntil(0)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));
        var failing = new Answer.Health(new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503"));
        Driven driven = Driven.of(world, failing).after(60).began();
        for (Query query : driven.plan.symptoms(driven.now())) {
            driven.answered(query, query instanceof Query.Metric ? world.answer(query) : failing);
        }

        assertThat(driven.phase()).isEqualTo(Phase.CHECKING);
    }

    @Test
    void metricSilent_whatThePlanFoundStandsWithAWarning() {
        var world = Worlds.badDeploy();
        Driven driven = Driven.of(world).after(60).began();
        for (Query query : driven.plan.symptoms(driven.now())) {
            driven.answered(query, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "no answer within 5 s"));
        }
        driven.seesPlanned()
                .answered(DEFINITIONS, world.answer(DEFINITIONS))
                .answered(MIGRATIONS, new Answer.Migrations(Map.of()));

        assertThat(driven.phase()).isEqualTo(Phase.ANNOUNCING);
        assertThat(driven.core.warnings())
                .contains("whether the incident goes on could not be looked at again: no answer within 5 s");
    }

    @Test
    void clockJumped_whileTheServiceIsUnreadable_leavesTheRestOfTheMinute() {
        Driven driven = Driven.of(Worlds.badDeploy()).after(60).began().failed(ProviderException.Kind.UNAVAILABLE);

        driven.jumps(Duration.ofHours(1)).failed(ProviderException.Kind.UNAVAILABLE);
        assertThat(driven.phase()).isEqualTo(Phase.CHECKING);

        driven.after(60).failed(ProviderException.Kind.UNAVAILABLE);
        assertThat(driven.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void clockJumped_beforeTheRollbackBegan_changesNothing() {
        Driven driven = Driven.of(Worlds.badDeploy()).jumps(Duration.ofHours(-1));

        assertThat(driven.began().phase()).isEqualTo(Phase.CHECKING);
    }

    @Test
    void serviceDenied_isProviderDeniedAtOnce() {
        Driven driven = Driven.of(Worlds.badDeploy()).after(60).began().failed(ProviderException.Kind.DENIED);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.PROVIDER_DENIED);
    }

    @Test
    void serviceUnreadable_isAskedAgainForAMinute() {
        Driven driven = Driven.of(Worlds.badDeploy()).after(60).began().failed(ProviderException.Kind.UNAVAILABLE);
        assertThat(driven.core.next()).isEqualTo(new Batch.Sleep(driven.now().plusSeconds(1)));

        driven.after(60).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }
}
