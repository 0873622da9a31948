package io.incidentiq.simulator;

import static java.time.Duration.ofMinutes;

import java.util.List;

/** Scenarios whose requests are counted: what shows a recovery, and what doesn't. Revision 42 is the suspect, 41 was well before it. */
final class TrafficScenarios {
    private static final double WELL = 0.5;
    private static final double SICK = 5;
    private static final double HALF_WAY = (WELL + SICK) / 2;

    static final List<Scenario> ALL = List.of(
            returning(
                    "bad-deploy-with-traffic",
                    "200 requests a minute: 0.5 % fail before the last deployment, 5 % since"),
            IncidentCourse.of(1, 3, 3)
                    .withTraffic(20)
                    .withIncident(13)
                    .scenario(
                            "low-traffic",
                            "20 requests a minute: 1 % fail before, 3 % during and after; the rollback helps nobody"),
            course(SICK, HALF_WAY).scenario("half-recovery", "half of the errors stay after the rollback"),
            BuiltInScenarios.past("self-healed", "the errors ended 14 minutes ago, before anybody acted")
                    .deployed(Release.good(42).withErrorRatePercent(SICK).healsAfter(ofMinutes(16)), ofMinutes(30))
                    .withIncidentStarted(ofMinutes(29))
                    .with(Load.of(200)),
            returning("regression", "the service is well for ten minutes after the rollback, then sick again")
                    .afterWrite(ofMinutes(10), Change.dependencyFails(SICK)),
            course(WELL, WELL)
                    .scenario("dependency", "a dependency fails a minute after a good deployment, and goes on failing")
                    .before(ofMinutes(13), Change.dependencyFails(SICK)),
            returning("percentile-metric", "the metric is the 99th percentile of latency")
                    .withSlowestPercent(),
            returning("error-count", "the metric counts errors only; the target group counts all requests")
                    .withErrorCount(),
            returning("wrong-direction", "the metric is a success rate: lower is worse")
                    .withSuccessRate());

    private TrafficScenarios() {}

    private static Scenario returning(String name, String description) {
        return course(SICK, WELL).scenario(name, description);
    }

    private static IncidentCourse course(double during, double after) {
        return IncidentCourse.of(WELL, during, after).withIncident(13);
    }
}
