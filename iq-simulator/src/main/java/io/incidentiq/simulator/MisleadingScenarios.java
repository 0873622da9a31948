package io.incidentiq.simulator;

import static io.incidentiq.simulator.BuiltInScenarios.past;
import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.util.List;

/**
 * Scenarios that mislead: a healthy service behind an alarm, a target that proves little, a metric that says nothing. Revision 42 is the bad one
 * where there is one.
 */
final class MisleadingScenarios {
    private static final String AGENT = "public.ecr.aws/datadog/agent:7";
    private static final String ROUTER = "registry.example/log-router:stable";

    static final List<Scenario> ALL = List.of(
            past("newer-release-healthy", "a fix runs since 20 minutes and does well")
                    .deployed(bad(42), ofMinutes(40))
                    .deployed(good(43), ofMinutes(20))
                    .withIncidentStarted(ofMinutes(39)),
            past("fixed-within-a-minute", "the stated start lies between the bad release and its fix")
                    .deployed(bad(42), ofMinutes(15))
                    .deployed(good(43), ofMinutes(14))
                    .withIncidentStarted(ofSeconds(14 * 60 + 30)),
            past("healed", "the bad release healed by itself eight minutes ago")
                    .deployed(bad(42).healsAfter(ofMinutes(22)), ofMinutes(30))
                    .withIncidentStarted(ofMinutes(29)),
            past("spike-over", "a dependency failed for two minutes, a minute after a good release")
                    .deployed(good(42), ofMinutes(14))
                    .before(ofMinutes(13), Change.dependencyFails(8.5, ofMinutes(2)))
                    .withIncidentStarted(ofMinutes(13)),
            past("lull", "the bad release pauses for four minutes and comes back")
                    .deployed(bad(42).lullsAfter(ofMinutes(8), ofMinutes(4)), ofMinutes(15))
                    .withIncidentStarted(ofMinutes(14)),
            past("returned-to-inactive", "the breaker put 41 back, which was deregistered since")
                    .deployed(bad(42).withPlaces(2), ofMinutes(30))
                    .before(ofMinutes(25), Change.breakerTrips())
                    .before(ofMinutes(20), Change.deregisters(41))
                    .withIncidentStarted(ofMinutes(29)),
            BuiltInScenarios.create("incident-in-health-only", "the health check fails, the metric is as it was")
                    .deployed(good(40), ofDays(12))
                    .deployed(good(41).withErrorRatePercent(0.48), ofHours(2))
                    .deployed(good(42).withErrorRatePercent(0.48).withFailingHealth(), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13)),
            BuiltInScenarios.create(
                            "undone-once",
                            "the target was once undone by the breaker, then deployed again: good for five days")
                    .deployed(good(40), ofDays(12))
                    .deployed(good(41).withPlaces(1), ofDays(6))
                    .before(ofDays(6).minus(ofMinutes(9)), Change.breakerTrips())
                    .before(ofDays(5), Change.limitsPlaces(41, 3))
                    .before(ofDays(5), Change.redeploys(41))
                    .deployed(bad(42), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13)),
            past("pipeline-retry", "the pipeline deploys the bad release once more: in progress")
                    .deployed(bad(42), ofMinutes(14))
                    .before(ofSeconds(10), Change.redeploys(42))
                    .withIncidentStarted(ofMinutes(13)),
            past("redeployed-next-morning", "rolled back yesterday by hand, deployed again this morning")
                    .deployed(bad(42), ofHours(14))
                    .before(ofHours(13), Change.redeploys(41))
                    .before(ofMinutes(14), Change.redeploys(42))
                    .withIncidentStarted(ofMinutes(13)),
            past("unproven-before", "the release before the suspect served for a minute, and is bad too")
                    .deployed(bad(42), ofMinutes(16))
                    .deployed(bad(43), ofMinutes(15))
                    .withIncidentStarted(ofMinutes(14)),
            past("slow-burn", "the errors begin hours after the release, and grow")
                    .deployed(
                            good(42).withErrorRatePercent(2, ofHours(8)).withErrorRatePercent(8.5, ofMinutes(490)),
                            ofMinutes(510))
                    .withIncidentStarted(ofMinutes(30)),
            past("floating-agent", "an agent's tag moves with every release", MisleadingScenarios::withAgent)
                    .deployed(withAgent(bad(42)), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13)),
            past(
                            "other-incident-before",
                            "three bad hours, a fix for two minutes, then the suspect; a dependency fails later")
                    .deployed(bad(42), ofHours(3))
                    .deployed(good(43), ofMinutes(16))
                    .deployed(bad(44), ofMinutes(14))
                    .afterWrite(ZERO, Change.dependencyFails(8.3))
                    .withIncidentStarted(ofMinutes(13)),
            past("history-behind", "somebody returned to 41 a second ago, and the history doesn't know yet")
                    .deployed(bad(42), ofMinutes(14))
                    .before(ofSeconds(1), Change.redeploys(41))
                    .withHistoryBehind(ofSeconds(5))
                    .withIncidentStarted(ofMinutes(13)),
            past("young-suspect", "the suspect is younger than the metric's period")
                    .deployed(bad(42), ofSeconds(50))
                    .withIncidentStarted(ofSeconds(20)),
            past("health-recovers-late", "health is 503 for most of the window, then 200")
                    .deployed(bad(42), ofMinutes(14))
                    .afterWrite(ofMinutes(4), Change.healthFails(ofMinutes(4)))
                    .withIncidentStarted(ofMinutes(13)),
            past("not-a-number", "one point of the incident is NaN")
                    .deployed(bad(42), ofMinutes(14))
                    .before(ofSeconds(450), Change.metricShows(Double.NaN))
                    .withIncidentStarted(ofMinutes(13)),
            past("stop-too-late", "a stop is accepted, and the bad deployment completes all the same")
                    .deployed(bad(42), ofSeconds(35))
                    .withTaskStart(ofSeconds(40))
                    .withSlowRollbacks(ofMinutes(2), ZERO)
                    .withIncidentStarted(ofSeconds(5)));

    private MisleadingScenarios() {}

    private static Release withAgent(Release release) {
        return release.withFloatingSidecar(AGENT).withSidecar(ROUTER);
    }
}
