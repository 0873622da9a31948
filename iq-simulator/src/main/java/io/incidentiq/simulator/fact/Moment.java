package io.incidentiq.simulator.fact;

import java.time.Instant;
import java.util.List;

/**
 * A span of time in which nothing changed.
 *
 * @param since when it began
 * @param served what takes traffic, the primary rollout first; empty if every request fails
 * @param dependencyPercent the share of requests that at least fails, whatever serves
 * @param healthEndpointFails whether the health endpoint says 503, whatever serves
 */
public record Moment(Instant since, List<Served> served, double dependencyPercent, boolean healthEndpointFails) {
    private static final double ALL = 100;

    public Moment {
        served = List.copyOf(served);
    }

    /** Returns the share of requests that end in an error, in percent; 100 if nothing serves. */
    public double errorRatePercent() {
        return Math.max(ownErrorRatePercent(), dependencyPercent);
    }

    /** Returns the same without what is the dependency's fault: is what serves good by itself? */
    public double ownErrorRatePercent() {
        double first = served.isEmpty() ? ALL : served.get(0).errorRatePercent();
        return served.stream().allMatch(tasks -> tasks.errorRatePercent() == first) ? first : mean();
    }

    private double mean() {
        double sum = served.stream()
                .mapToDouble(tasks -> tasks.tasks() * tasks.errorRatePercent())
                .sum();
        return sum / served.stream().mapToInt(Served::tasks).sum();
    }

    /** Returns whether every answer of the health endpoint is 200. */
    public boolean healthy() {
        return !served.isEmpty() && !healthEndpointFails && served.stream().allMatch(Served::healthy);
    }

    /** Returns the numbers of the revisions that take traffic, the primary one's first. */
    public List<Integer> revisions() {
        return served.stream().map(Served::revision).distinct().toList();
    }
}
