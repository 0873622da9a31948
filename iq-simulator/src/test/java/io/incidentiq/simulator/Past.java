package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import io.incidentiq.rollback.port.MetricPoint;
import java.util.List;

/** Scenarios that begin alike: revisions 38 to 41 were good, the last one deployed five days ago. */
public final class Past {
    private Past() {}

    public static Scenario good() {
        return Scenario.create("past", "")
                .deployed(Release.good(38), ofDays(26))
                .deployed(Release.good(39), ofDays(19))
                .deployed(Release.good(40), ofDays(12))
                .deployed(Release.good(41), ofDays(5));
    }

    /** 42 was deployed a quarter of an hour ago. */
    public static Scenario badDeploy() {
        return good().deployed(bad(42), ofMinutes(15)).withIncidentStarted(ofMinutes(14));
    }

    public static GatewayDrill play(Scenario scenario) {
        return GatewayDrill.of(scenario, 1);
    }

    public static List<Double> values(List<MetricPoint> points) {
        return points.stream().map(MetricPoint::value).toList();
    }

    public static double mean(List<MetricPoint> points) {
        return points.stream().mapToDouble(MetricPoint::value).average().orElse(Double.NaN);
    }
}
