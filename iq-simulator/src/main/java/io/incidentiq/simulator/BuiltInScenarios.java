package io.incidentiq.simulator;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.simulator.Scenario.PastState;
import java.time.Duration;
import java.util.List;

/** The drills that come with the simulator, a few lines each. */
final class BuiltInScenarios {
    private static final Release R39 = Release.of(39);
    private static final Release R40 = Release.of(40);
    private static final Release R41 = Release.of(41);
    private static final Release R42 = Release.of(42).bad();

    /** Revisions 39 to 41, deployed weeks and days ago, all good. */
    private static final Scenario GOOD_YEARS = Scenario.create("good-years", "three good releases")
            .deployed(R39, days(30))
            .deployed(R40, days(17))
            .deployed(R41, days(6));

    private static final Scenario BAD_DEPLOY =
            GOOD_YEARS.deployed(R42, minutes(14)).named("bad-deploy", "the last deployment raises the error rate");

    static final List<Scenario> ALL = List.of(
            BAD_DEPLOY,
            BAD_DEPLOY
                    .deployed(R41, minutes(4))
                    .named("already-rolled-back", "a colleague rolled back by hand: the target runs, healthy"),
            GOOD_YEARS
                    .deployed(R42, minutes(40))
                    .deployed(R41, minutes(20))
                    .withIncident(minutes(12))
                    .named("run-twice", "run again right after its own success, on a second, later alarm"),
            BAD_DEPLOY
                    .registered(R41.withStatus(DefinitionStatus.INACTIVE))
                    .named("inactive-previous", "the previous revision is INACTIVE, the one before was a success"),
            Scenario.create("never-deployed-previous", "the previous revision was registered and never deployed")
                    .deployed(R39, days(30))
                    .deployed(R40, days(6))
                    .registered(R41)
                    .deployed(R42, minutes(14)),
            BAD_DEPLOY
                    .deployed(Release.of(43).bad(), minutes(8))
                    .named("hotfix-also-bad", "a hotfix minutes after the incident began is bad too"),
            GOOD_YEARS
                    .deployed(R42, minutes(30))
                    .deployed(Release.of(43).bad(), minutes(15))
                    .withIncident(minutes(10))
                    .named("late-alarm", "the alarm came only after a hotfix that is as bad as what it replaced"),
            BAD_DEPLOY
                    .deployed(Release.of(43).withContentOf(R41), minutes(5))
                    .named("reregistered", "a colleague registered the good content again and deployed it"),
            GOOD_YEARS
                    .deployed(R42.withImageOf(R41), minutes(14))
                    .named("config-only", "the same image, a bad environment value"),
            BAD_DEPLOY.withSidecar().named("shared-sidecar", "a sidecar's :stable tag is the same in all revisions"),
            BAD_DEPLOY
                    .withCrashAfter(minutes(2))
                    .named("flapping", "after mitigation tasks crash and recover within the window"),
            GOOD_YEARS
                    .deployed(R42, minutes(2), PastState.IN_PROGRESS)
                    .withIncident(Duration.ofSeconds(75))
                    .named("deploy-in-progress", "the suspect is still rolling out"),
            GOOD_YEARS
                    .deployed(R42, minutes(3), PastState.ROLLING_BACK)
                    .withIncident(Duration.ofSeconds(130))
                    .named("breaker-rolling-back", "the platform is already rolling back by itself"),
            BAD_DEPLOY
                    .withTrouble(0.3, 0.4)
                    .named("throttled", "30 % of calls throttled, the write's answer may be lost"),
            BAD_DEPLOY.withDrain(Duration.ofSeconds(300)).named("slow-drain", "old tasks drain for 300 s"),
            BAD_DEPLOY.withTasksThatCannotBePlaced().named("stuck-rollout", "the target's tasks can't be placed"),
            BAD_DEPLOY
                    .withRevertAfter(Duration.ofSeconds(150))
                    .withTasksThatCannotBePlaced()
                    .named("rollback-reverted", "the breaker throws our deployment back to the bad one"),
            BAD_DEPLOY
                    .withEverythingBadSince(minutes(13))
                    .named("target-also-bad", "the error rate stays up after the rollback"),
            Scenario.create("no-candidate", "the first deployment ever")
                    .deployed(Release.of(1).bad(), minutes(14)),
            Scenario.create("mutable-tag", "every revision says :latest, and the tag points at the bad image")
                    .deployed(R40.withTag("latest"), days(17))
                    .deployed(R41.withTag("latest"), days(6))
                    .deployed(R42.withTag("latest"), minutes(14)),
            BAD_DEPLOY
                    .withIncident(minutes(44))
                    .named(
                            "not-correlated",
                            "the stated start is 30 min before the deployment that raises the error rate"),
            GOOD_YEARS
                    .deployed(
                            R42.withMigration(new MigrationFinding(
                                    MigrationFinding.Kind.PRESENT, "tagged iq:migrations=present")),
                            minutes(14))
                    .named("migration-found", "the inspector finds a migration"),
            BAD_DEPLOY
                    .deployed(Release.of(43), minutes(1), PastState.IN_PROGRESS)
                    .named("fix-in-progress", "a colleague's fix is rolling out"),
            BAD_DEPLOY.withoutMetricsAfterTheWrite().named("no-metrics", "no datapoints after the rollback"),
            BAD_DEPLOY
                    .registered(Release.of(43))
                    .withForeignDeployment(43, Duration.ofSeconds(25))
                    .named("superseded", "somebody else deploys after our write"));

    private BuiltInScenarios() {}

    private static Duration days(long days) {
        return Duration.ofDays(days);
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }
}
