package io.incidentiq.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How a release's tasks turn out: what they answer, phase by phase, what their health is, and how many of them ever start. */
public record Behaviour(List<Phase> phases, boolean healthy, int places) {
    /** What a service that is well answers with an error, in percent. */
    public static final double GOOD_ERROR_RATE_PERCENT = 0.4;

    /** From {@code since} its rollout began, its tasks answer this share of requests with an error. */
    record Phase(Duration since, double errorRatePercent) {}

    static Behaviour answering(double errorRatePercent) {
        return new Behaviour(List.of(new Phase(Duration.ZERO, errorRatePercent)), true, Integer.MAX_VALUE);
    }

    public Behaviour always(double errorRatePercent) {
        return new Behaviour(List.of(new Phase(Duration.ZERO, errorRatePercent)), healthy, places);
    }

    public Behaviour from(Duration since, double errorRatePercent) {
        if (since.isZero() || since.isNegative()) {
            throw new IllegalArgumentException("since must be above zero, found " + since);
        }
        var changed = new ArrayList<>(phases);
        changed.removeIf(phase -> phase.since.equals(since));
        changed.add(new Phase(since, errorRatePercent));
        changed.sort(Comparator.comparing(Phase::since));
        return new Behaviour(List.copyOf(changed), healthy, places);
    }

    public Behaviour unhealthy() {
        return new Behaviour(phases, false, places);
    }

    public Behaviour withPlaces(int other) {
        return new Behaviour(phases, healthy, other);
    }

    /** Returns the share of requests that its tasks answer with an error, {@code age} after their rollout began. */
    public double errorRatePercent(Duration age) {
        double percent = phases.get(0).errorRatePercent;
        for (Phase phase : phases) {
            percent = phase.since.compareTo(age) <= 0 ? phase.errorRatePercent : percent;
        }
        return percent;
    }

    /** Returns when, after a rollout began, the share changes. */
    public List<Duration> turns() {
        return phases.stream()
                .map(Phase::since)
                .filter(since -> !since.isZero())
                .toList();
    }
}
