package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.incidentiq.rollback.port.MigrationFinding;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The scenarios that come with the simulator. Revision 42 is the bad one, 41 the one that worked before it. */
final class BuiltInScenarios {
    private static final Duration BAD_DEPLOY = ofMinutes(14);
    private static final Duration INCIDENT = ofMinutes(13);

    static final List<Scenario> ALL = List.of(
            past("bad-deploy", "the last deployment raises the error rate").deployed(bad(42), BAD_DEPLOY),
            past("already-rolled-back", "a colleague has rolled back by hand: the target runs and is healthy")
                    .deployed(bad(42), ofMinutes(40))
                    .before(ofMinutes(20), Change.redeploys(41))
                    .withIncidentStarted(ofMinutes(39)),
            past("run-twice", "the tool has just rolled back; a second alarm states a later start")
                    .deployed(bad(42), ofMinutes(24))
                    .before(ofMinutes(11), Change.redeploys(41))
                    .withIncidentStarted(ofMinutes(14)),
            past("inactive-previous", "the previous revision is INACTIVE, the one before it worked")
                    .before(ofDays(1), Change.deregisters(41))
                    .deployed(bad(42), BAD_DEPLOY),
            create("never-deployed-previous", "the previous revision was registered but never deployed")
                    .deployed(good(38), ofDays(26))
                    .deployed(good(39), ofDays(19))
                    .deployed(good(40), ofDays(12))
                    .before(ofDays(5), Change.registers(good(41)))
                    .deployed(bad(42), BAD_DEPLOY),
            past("hotfix-also-bad", "the hotfix that followed the bad deployment is bad too")
                    .deployed(bad(42), ofMinutes(34))
                    .deployed(bad(43), ofMinutes(28))
                    .withIncidentStarted(ofMinutes(33)),
            past("late-alarm", "the alarm's start lies after a hotfix; the revision before the hotfix is as bad")
                    .deployed(bad(42), ofMinutes(34))
                    .deployed(bad(43), ofMinutes(20))
                    .withIncidentStarted(ofMinutes(16)),
            past("reregistered", "a colleague has registered the previous content again and deployed it: healthy")
                    .deployed(bad(42), ofMinutes(40))
                    .deployed(good(43).withImageOf(41), ofMinutes(20))
                    .withIncidentStarted(ofMinutes(39)),
            past("config-only", "same image, a bad environment value")
                    .deployed(bad(42).withImageOf(41).withEnvironment("CACHE_TTL_SECONDS=0"), BAD_DEPLOY),
            past(
                            "shared-sidecar",
                            "every revision has the same sidecar by a :stable tag",
                            BuiltInScenarios::withLogRouter)
                    .deployed(withLogRouter(bad(42)), BAD_DEPLOY),
            past("flapping", "after the rollback tasks crash once and recover")
                    .deployed(bad(42), BAD_DEPLOY)
                    .afterWrite(ofSeconds(270), Change.crashes(2)),
            past("deploy-in-progress", "the bad deployment is still rolling out")
                    .deployed(bad(42).withPlaces(2), ofMinutes(5))
                    .withIncidentStarted(ofMinutes(4)),
            past("breaker-rolling-back", "the platform is already rolling back by itself")
                    .deployed(bad(42).withPlaces(2), ofMinutes(6))
                    .before(ofSeconds(5), Change.breakerTrips())
                    .withIncidentStarted(ofMinutes(5)),
            past("throttled", "30 % of the calls are throttled, and the write's answer may be lost")
                    .deployed(bad(42), BAD_DEPLOY)
                    .withThrottled(0.3)
                    .withLostAnswer(0.5),
            past("slow-drain", "old tasks drain for five minutes")
                    .deployed(bad(42), BAD_DEPLOY)
                    .withDrain(ofSeconds(300)),
            past("stuck-rollout", "the target's tasks can't be placed")
                    .deployed(bad(42), BAD_DEPLOY)
                    .before(Duration.ZERO, Change.limitsPlaces(41, 0)),
            past("rollback-reverted", "the circuit breaker throws our deployment back to the bad revision")
                    .deployed(bad(42), BAD_DEPLOY)
                    .before(Duration.ZERO, Change.limitsPlaces(41, 1))
                    .afterWrite(ofMinutes(3), Change.breakerTrips()),
            past("target-also-bad", "the error rate stays up after the rollback: a dependency is down")
                    .deployed(bad(42), BAD_DEPLOY)
                    .before(INCIDENT, Change.dependencyFails(Release.BAD_ERROR_RATE_PERCENT)),
            create("no-candidate", "the first deployment ever is bad").deployed(bad(1), BAD_DEPLOY),
            past(
                            "mutable-tag",
                            "every revision says :latest, which now is the bad image",
                            BuiltInScenarios::withLatestTag)
                    .deployed(withLatestTag(bad(42)), BAD_DEPLOY),
            past("not-correlated", "the stated start is 30 minutes before the deployment that raises the error rate")
                    .deployed(bad(42), BAD_DEPLOY)
                    .withIncidentStarted(ofMinutes(44)),
            past("migration-found", "the bad deployment brought a database migration")
                    .deployed(
                            bad(42).withMigrations(new MigrationFinding(
                                    MigrationFinding.Kind.PRESENT, "db/migration/V42__split_customer_name.sql")),
                            BAD_DEPLOY),
            past("fix-in-progress", "a colleague's fix for the bad deployment is rolling out")
                    .deployed(bad(42), ofMinutes(24))
                    .deployed(good(43).withPlaces(1), ofMinutes(2))
                    .withIncidentStarted(ofMinutes(23)),
            past("no-metrics", "no metric is published after the rollback")
                    .deployed(bad(42), BAD_DEPLOY)
                    .afterWrite(Duration.ZERO, Change.silencesMetrics()),
            past("superseded", "somebody else deploys after our write")
                    .deployed(bad(42), BAD_DEPLOY)
                    .afterWrite(ofSeconds(8), Change.deploys(good(43))),
            past("before-deploy", "nothing is wrong yet: 42, which is bad, and 43, which is good, wait to be deployed")
                    .before(ofMinutes(20), Change.registers(bad(42)))
                    .before(ofMinutes(10), Change.registers(good(43))));

    private BuiltInScenarios() {}

    static Scenario create(String name, String description) {
        return Scenario.create(name, description).withIncidentStarted(INCIDENT);
    }

    /** A service with four good deployments in the last four weeks. */
    static Scenario past(String name, String description) {
        return past(name, description, UnaryOperator.identity());
    }

    static Scenario past(String name, String description, UnaryOperator<Release> variant) {
        return create(name, description)
                .deployed(variant.apply(good(38)), ofDays(26))
                .deployed(variant.apply(good(39)), ofDays(19))
                .deployed(variant.apply(good(40)), ofDays(12))
                .deployed(variant.apply(good(41)), ofDays(5));
    }

    private static Release withLogRouter(Release release) {
        return release.withSidecar("registry.example/log-router:stable");
    }

    private static Release withLatestTag(Release release) {
        return release.withTag("latest");
    }
}
