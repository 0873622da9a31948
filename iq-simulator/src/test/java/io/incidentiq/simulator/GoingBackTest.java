package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.fact.SimulatedCall;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that follows, stops and updates on a platform that lags, races and takes back. */
class GoingBackTest {
    private static final Duration LATE = ofSeconds(100);

    /** A bad release that rolls out still, with all its tasks there. */
    private static Scenario baking() {
        return Past.good()
                .withBakeTime(ofMinutes(30))
                .deployed(bad(42), ofMinutes(12))
                .withIncidentStarted(ofMinutes(11));
    }

    private static Scenario platformGoesBack() {
        return baking().before(ofSeconds(1), Change.deploymentAlarmTrips());
    }

    private record Played(Simulation simulation, RollbackReport report) {
        static Played of(Scenario scenario, UnaryOperator<RollbackRequest> more) {
            var simulation = Simulation.of(scenario, 1, GatewayDrill.GATEWAY);
            return new Played(simulation, Drills.play(simulation, more));
        }

        static Played of(Scenario scenario) {
            return of(scenario, r -> r);
        }

        List<Integer> serving() {
            return simulation.truth().now(GatewayDrill.GATEWAY).orElseThrow().revisions();
        }

        List<String> writes() {
            return simulation.calls().stream()
                    .map(SimulatedCall::operation)
                    .filter(o -> o.startsWith("stop") || o.startsWith("update"))
                    .map(o -> o.substring(0, o.indexOf(' ')))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void follow_primaryLags_isMitigatedOnlyOnceTheTargetServes(boolean beforeItsTasks) {
        Scenario scenario = beforeItsTasks
                ? platformGoesBack().withSlowRollbacks(ofSeconds(2), LATE)
                : platformGoesBack().withLaggingPrimary(LATE);
        Played played = Played.of(scenario);

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(played.report.changed()).isEqualTo(Changed.NO);
        assertThat(played.report.progress().mitigatedAt().orElseThrow()).isAfter(Simulation.START.plus(ofSeconds(95)));
        assertThat(played.serving()).containsExactly(41);
        assertThat(played.writes()).isEmpty();
    }

    @Test
    void follow_oldRolloutReturns_isRecognised() {
        Played played = Played.of(platformGoesBack().withOldRolloutReturning());

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(played.writes()).isEmpty();
    }

    @Test
    void follow_platformsRollbackFails_isFailed() {
        Played played = Played.of(platformGoesBack().afterStart(ofSeconds(8), Change.rollbackFails()));

        assertThat(played.report.reason()).as(played.report.toString()).hasValue(Reason.PLATFORM_ROLLBACK_FAILED);
        assertThat(played.writes()).isEmpty();
    }

    @Test
    void follow_platformsRollbackFailsBehindALaggingPrimary_isFailed() {
        Played played = Played.of(platformGoesBack()
                .withSlowRollbacks(ofSeconds(2), ofMinutes(60))
                .afterStart(ofSeconds(8), Change.rollbackFails()));

        assertThat(played.report.reason()).as(played.report.toString()).hasValue(Reason.PLATFORM_ROLLBACK_FAILED);
        assertThat(played.report.progress().endedAt().orElseThrow()).isBefore(Simulation.START.plus(ofMinutes(3)));
    }

    @Test
    void follow_somebodyDeploysMeanwhile_isSuperseded() {
        Played played = Played.of(platformGoesBack()
                .withOldRolloutReturning()
                .withLaggingPrimary(ofSeconds(30))
                .afterStart(ofSeconds(20), Change.deploys(good(43))));

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.SUPERSEDED);
    }

    @ParameterizedTest(name = "old rollout returns {0}, primary lags {1}")
    @CsvSource({"true, false", "false, true", "true, true"})
    void stop_platformLagsOrBringsTheOldRolloutBack_isRolledBack(boolean old, boolean lags) {
        Scenario scenario = baking();
        scenario = old ? scenario.withOldRolloutReturning() : scenario;
        Played played = Played.of(lags ? scenario.withLaggingPrimary(LATE) : scenario);

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(played.report.changed()).isEqualTo(Changed.YES);
        assertThat(played.writes()).containsExactly("stop");
        assertThat(played.simulation.effectiveDeployments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stop_losesTheRace_isPlannedAgainAndUpdated(boolean accepted) {
        Played played = Played.of(accepted ? baking().withStopOutrun() : baking().withStopTooLate());

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(played.report.changed()).isEqualTo(Changed.YES);
        assertThat(played.writes()).containsExactly("stop", "update");
        assertThat(played.simulation.effectiveDeployments()).isEqualTo(1);
        assertThat(played.serving()).containsExactly(41);
    }

    @ParameterizedTest(name = "alarm {0}, old rollout returns {1}, primary lags {2}")
    @CsvSource({
        "true, false, false",
        "false, false, false",
        "true, true, false",
        "false, true, false",
        "false, true, true",
        "true, false, true"
    })
    void update_platformTakesOursBack_isReverted(boolean alarm, boolean old, boolean lags) {
        Scenario scenario = Past.badDeploy()
                .withTaskStart(ofSeconds(60))
                .afterWrite(ofSeconds(20), alarm ? Change.deploymentAlarmTrips() : Change.breakerTrips());
        scenario = old ? scenario.withOldRolloutReturning() : scenario;
        Played played = Played.of(lags ? scenario.withLaggingPrimary(LATE) : scenario);

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.FAILED);
        assertThat(played.report.reason()).as(played.report.toString()).hasValue(Reason.ROLLBACK_REVERTED);
        assertThat(played.report.changed()).isEqualTo(Changed.YES);
        assertThat(played.report.progress().endedAt().orElseThrow()).isBefore(Simulation.START.plus(ofMinutes(5)));
    }

    @ParameterizedTest(name = "alarm {0} s before the verdict, PRIMARY lags: {1}")
    @CsvSource({"1, true", "10, true", "20, true", "60, true", "60, false"})
    void update_alarmTakesOursBackRightBeforeTheVerdict_isReverted(int seconds, boolean lags) {
        Scenario scenario = Past.badDeploy().withBakeTime(ofMinutes(11));
        Played quiet = Played.of(scenario);
        assertThat(quiet.report.outcome()).as(quiet.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        var verdict = quiet.report.progress().verifiedAt().orElseThrow();
        Duration after = Duration.between(quiet.report.progress().sentAt().orElseThrow(), verdict)
                .minusSeconds(seconds);

        scenario = scenario.afterWrite(after, Change.deploymentAlarmTrips());
        Played played = Played.of(lags ? scenario.withLaggingPrimary(LATE) : scenario);

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.FAILED);
        assertThat(played.report.reason()).as(played.report.toString()).hasValue(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void update_breakerGivesUp_endsAtOnce() {
        Played played = Played.of(Past.badDeploy()
                .before(ofSeconds(1), Change.limitsPlaces(41, 1))
                .afterWrite(ofMinutes(2), Change.breakerGivesUp()));

        assertThat(played.report.reason()).as(played.report.toString()).hasValue(Reason.ROLLOUT_FAILED);
        assertThat(played.report.progress().endedAt().orElseThrow()).isBefore(Simulation.START.plus(ofMinutes(3)));
        assertThat(played.report.detail()).contains("circuit breaker");
    }

    @Test
    void update_scaledOutWhileItIsVerified_isNoLoss() {
        Played played =
                Played.of(Past.badDeploy().withTaskStart(ofSeconds(60)).afterWrite(ofMinutes(6), Change.scalesTo(6)));

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(played.report.progress().mitigatedAt().orElseThrow()).isBefore(Simulation.START.plus(ofMinutes(3)));
    }

    @Test
    void update_scaledOutInTheMomentsBeforeTheTimeout_isNoLoss() {
        Played played = Played.of(
                Past.badDeploy().withTaskStart(ofSeconds(60)).afterWrite(ofMinutes(6), Change.scalesTo(4)),
                r -> r.withTimeout(ofMinutes(6)).withWaitUntil(WaitUntil.VERIFIED));

        assertThat(played.report.outcome()).as(played.report.toString()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
