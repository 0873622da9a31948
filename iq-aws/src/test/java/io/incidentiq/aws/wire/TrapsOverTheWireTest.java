package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What a runbook's script falls for on Amazon ECS, and the engine must not. {@code EcsTrapsTest} has what the adapters hold. */
class TrapsOverTheWireTest {
    private static void assertEnds(Drilled end, String outcome, String reason) {
        assertThat(end.report().outcome()).as(end.told()).hasToString(outcome);
        assertThat(end.report().reason().map(Object::toString).orElse("-"))
                .as(end.told())
                .isEqualTo(reason);
    }

    @Test
    void trap_currentMinusOne_isInactive_theLastSuccessThatCanBeDeployedIsTaken() {
        Drilled end = Drilled.named("inactive-previous");

        assertEnds(end, "ROLLED_BACK", "-");
        assertThat(end.runs()).isEqualTo(40);
    }

    @Test
    void trap_arithmeticOnAnArn_namesARevisionThatNeverRan_historyNamesTheOneThatDid() {
        Drilled end = Drilled.named("never-deployed-previous");

        assertEnds(end, "ROLLED_BACK", "-");
        assertThat(end.runs()).isEqualTo(40);
    }

    @Test
    void trap_mutableTag_previousDefinitionWouldStartTheBadImage_isNoTarget() {
        Drilled end = Drilled.named("mutable-tag");

        assertEnds(end, "REFUSED", "no-candidate");
        assertThat(end.writes()).isEmpty();
    }

    @Test
    void trap_deployingWhileTheBreakerRollsBack_isFollowedWithoutAWrite() {
        Drilled end = Drilled.named("breaker-rolling-back");

        assertEnds(end, "ROLLED_BACK", "-");
        assertThat(end.writes()).isEmpty();
        assertThat(end.runs()).isEqualTo(41);
    }

    @Test
    void trap_breakerThrowsOursBack_stableIsNotSuccess() {
        Drilled end = Drilled.named("rollback-reverted");

        assertEnds(end, "FAILED", "rollback-reverted");
        assertThat(end.runs()).isEqualTo(42);
    }

    @Test
    void trap_pausedAtALifecycleHook_isToldThereToGoBack() {
        Drilled end = Drilled.named(Drilled.PAUSED_AT_HOOK);

        assertEnds(end, "ROLLED_BACK", "-");
        assertThat(end.writes()).containsExactly("ContinueServiceDeployment");
        assertThat(end.runs()).isEqualTo(41);
    }

    @Test
    void trap_deploymentInProgress_isStopped() {
        assertThat(Drilled.named("deploy-in-progress").writes()).containsExactly("StopServiceDeployment");
    }

    @Test
    void trap_stoppingSomebodyElsesFix_isRefused_andOverriddenItIsReplacedNotStopped() {
        Drilled refused = Drilled.named("fix-in-progress");
        Drilled overridden = Drilled.named("fix-in-progress", "foreign-deployment");

        assertEnds(refused, "REFUSED", "foreign-deployment");
        assertThat(refused.writes()).isEmpty();
        assertThat(overridden.writes()).containsExactly("UpdateService");
    }

    /** Neither starts nor stops a task any more, by its healthy percents or for want of places; the script waits and says nothing. */
    @Test
    void trap_waitServicesStable_andHealthyPercentThatStalls_endByADeadlineWithWhatWasSeen() {
        Drilled end = Drilled.named("stuck-rollout");

        assertEnds(end, "FAILED", "timeout");
        assertThat(end.report().detail()).contains("running");
        assertThat(end.writes()).containsExactly("UpdateService");
    }

    @Test
    void trap_waitingForDrained_mitigatedIsSeenMinutesEarlier() {
        Progress progress = Drilled.named("slow-drain").report().progress();

        assertThat(progress.mitigatedAt().orElseThrow())
                .isBefore(
                        progress.drainedAt().or(progress::endedAt).orElseThrow().minusSeconds(60));
    }

    @Test
    void trap_windowAtNowMinusFiveMinutes_beginsAfterMitigatedAndSettled() {
        Progress progress = Drilled.named("bad-deploy").report().progress();

        assertThat(Duration.between(
                        progress.mitigatedAt().orElseThrow(),
                        progress.verifiedAt().orElseThrow()))
                .as("3 min to settle and five whole periods")
                .isGreaterThanOrEqualTo(Duration.ofMinutes(8));
    }

    @Test
    void trap_schemaMigrationInTheBadRelease_isRefused() {
        Drilled end = Drilled.named("migration-found");

        assertEnds(end, "REFUSED", "no-migrations");
        assertThat(end.writes()).isEmpty();
    }

    @Test
    void trap_pipelineRedeploysTheBadRevision_quarantineIsAFollowUp() {
        assertThat(Drilled.named("bad-deploy").report().followUps())
                .extracting(FollowUp::text)
                .anyMatch(text -> text.contains("Quarantine api-gateway:42") && text.contains("pipeline"));
    }

    @Test
    void trap_runningTheToolTwice_doesNotReturnToTheBadRevision() {
        Drilled end = Drilled.named("run-twice");

        assertEnds(end, "NOTHING_TO_DO", "-");
        assertThat(end.writes()).isEmpty();
        assertThat(end.runs()).isEqualTo(41);
    }

    @Test
    void trap_twoOperatorsAtOnce_isSupersededAndLeftAlone() {
        Drilled end = Drilled.named("superseded");

        assertEnds(end, "SUPERSEDED", "superseded");
        assertThat(end.writes()).containsExactly("UpdateService");
        assertThat(end.runs()).isEqualTo(43);
    }

    /** ECS ignores an alarm that is in ALARM as our deployment begins; what ends the incident is measured here, by nobody else. */
    @Test
    void trap_alarmsAlreadyInAlarm_ourOwnVerificationJudges() {
        Drilled end = Drilled.named("target-also-bad");

        assertEnds(end, "NOT_RECOVERED", "error-rate-high");
    }

    @Test
    void trap_noDatapoints_areNotHealth() {
        assertEnds(Drilled.named("no-metrics"), "ROLLED_BACK_UNVERIFIED", "no-data");
    }

    @Test
    void trap_wordingOfServiceEvents_decidesNothing() {
        Drilled end = Drilled.named(Drilled.LYING_EVENTS);

        assertEnds(end, "ROLLED_BACK", "-");
        assertThat(end.report().plan().action().map(Action::kind)).contains(Action.Kind.UPDATE);
        assertThat(end.writes()).containsExactly("UpdateService");
    }

    @Test
    void trap_cancelledRead_isNotTakenForRollBack() throws Exception {
        AwsSimulatorOptions slow =
                AwsSimulatorOptions.defaults().withFaults(new AwsFault.Latency(Duration.ofMillis(1_500)));
        try (var drill = WireDrill.of(Scenario.named("bad-deploy"), slow, Apache5HttpClient.create())) {
            RollbackRequest request = drill.request();
            var ended = new CompletableFuture<Boolean>();
            var run = new Thread(() -> ended.complete(interrupted(drill, request)));
            run.start();
            Instant giveUpAt = Instant.now().plusSeconds(60);
            while (drill.calls().isEmpty() && Instant.now().isBefore(giveUpAt)) {
                Thread.onSpinWait();
            }

            run.interrupt();

            assertThat(ended.get(60, TimeUnit.SECONDS)).as("interrupted").isTrue();
            assertThat(drill.writes()).isEmpty();
            assertThat(drill.running()).isEqualTo(42);
        }
    }

    private static boolean interrupted(WireDrill drill, RollbackRequest request) {
        try {
            drill.engine().build().run(WireDrill.runbook(), request);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
