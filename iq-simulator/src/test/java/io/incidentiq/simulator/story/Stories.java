package io.incidentiq.simulator.story;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Situations in which a rollback tool is easily wrong, each in a few lines. */
final class Stories {

    private static final List<Scenario> MORE = List.of(
            create(
                            "success-rate",
                            "the metric is a success rate, lower is worse, and each release was better than the one before")
                    .deployed(good(39).withErrorRatePercent(2), ofDays(19))
                    .deployed(good(40).withErrorRatePercent(1), ofDays(12))
                    .deployed(good(41), ofDays(5))
                    .deployed(bad(42), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13))
                    .withSuccessRate(),
            past("blind-metric", "the metric shows nothing of the incident")
                    .deployed(bad(42).withFailingHealth(), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13))
                    .withBlindMetric(),
            past("earlier-blip", "an alarm on 3 of 15 minutes counts an unrelated blip before the deployment")
                    .before(ofMinutes(25), Change.dependencyFails(30, ofMinutes(1)))
                    .deployed(bad(42), ofMinutes(15))
                    .withIncidentStarted(ofMinutes(25)),
            past(
                            "same-revision-other-image",
                            "the tag moved to a bad image, and 41 was forced to run it",
                            Stories::latest)
                    .before(ofMinutes(16), Change.pushes(latest(bad(42))))
                    .before(ofMinutes(14), Change.forcesDeployment())
                    .withIncidentStarted(ofMinutes(13)),
            past("port-moved", "the load balancer's port moved two days ago: 41 lacks it")
                    .deployed(good(42).withPort(9090), ofDays(2))
                    .deployed(bad(43).withPort(9090), ofMinutes(14))
                    .withIncidentStarted(ofMinutes(13)),
            create("little-traffic", "a dependency fails: 1 % before, 3 % during and after, of 40 requests a minute")
                    .deployed(good(40).withErrorRatePercent(1), ofDays(12))
                    .deployed(good(41).withErrorRatePercent(1), ofDays(5))
                    .deployed(good(42).withErrorRatePercent(3), ofMinutes(30))
                    .before(ofMinutes(30), Change.dependencyFails(3))
                    .withIncidentStarted(ofMinutes(29))
                    .withTraffic(40),
            past("late-rollback", "an alarm undoes a release that bakes; its tasks serve for half a minute more")
                    .deployed(bad(42), ofMinutes(8))
                    .withBakeTime(ofMinutes(15))
                    .withSlowRollbacks(ofSeconds(2), ofSeconds(30))
                    .before(ofSeconds(5), Change.deploymentAlarmTrips())
                    .withIncidentStarted(ofMinutes(7)));

    /** Those that come with the simulator, and more. */
    static final List<Scenario> ALL = Stream.concat(PackageAccess.misleadingScenarios().stream(), MORE.stream())
            .toList();

    private Stories() {}

    private static Scenario create(String name, String description) {
        return Scenario.create(name, description);
    }

    private static Scenario past(String name, String description) {
        return past(name, description, UnaryOperator.identity());
    }

    private static Scenario past(String name, String description, UnaryOperator<Release> variant) {
        return create(name, description)
                .deployed(variant.apply(good(38)), ofDays(26))
                .deployed(variant.apply(good(39)), ofDays(19))
                .deployed(variant.apply(good(40)), ofDays(12))
                .deployed(variant.apply(good(41)), ofDays(5));
    }

    private static Release latest(Release release) {
        return release.withTag("latest");
    }
}
