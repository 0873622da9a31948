package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.fact.Moment;
import io.incidentiq.simulator.fact.Served;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What serves a service's requests, and how well, as a step function of time that begins with the first task. */
public final class Serving {
    private final InstantSource clock;
    private final NavigableMap<Instant, Moment> moments = new TreeMap<>();
    private final Steps percent = new Steps();
    private final Steps alternate = new Steps();
    private final Steps alternateErrors = new Steps();
    private final List<Double> spikes = new ArrayList<>();
    private List<Served> tasks = List.of();
    private boolean byAlternate;
    private double dependency;
    private int failingHealth;

    public Serving(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * From now on these tasks answer; where none does, every request fails.
     *
     * @param inAlternate whether they are in the alternate target group
     */
    public void became(List<Served> now, boolean inAlternate) {
        tasks = List.copyOf(now);
        byAlternate = inAlternate;
        changed();
    }

    /** From now on at least {@code share} percent of the requests fail, whatever serves. */
    public void dependencyFails(double share) {
        dependency = share;
        changed();
    }

    /** The same, until {@link #spikeEnds}, and beside what else fails. */
    public void spikeBegins(double share) {
        spikes.add(share);
        changed();
    }

    public void spikeEnds(double share) {
        spikes.remove(share);
        changed();
    }

    /** From now on, until {@link #healthReturns}, the health endpoint says that it isn't well, whatever serves. */
    public void healthFails() {
        failingHealth++;
        changed();
    }

    public void healthReturns() {
        failingHealth--;
        changed();
    }

    public boolean failsHealth() {
        return failingHealth > 0;
    }

    private void changed() {
        if (moments.isEmpty() && tasks.isEmpty()) {
            return;
        }
        double floor = spikes.stream().mapToDouble(Double::doubleValue).reduce(dependency, Math::max);
        var moment = new Moment(clock.instant(), tasks, floor, failsHealth());
        moments.put(moment.since(), moment);
        percent.become(moment.since(), moment.errorRatePercent());
        alternate.become(moment.since(), byAlternate ? 1 : 0);
        alternateErrors.become(moment.since(), byAlternate ? moment.errorRatePercent() : 0);
    }

    /** Returns the average share of failing requests over [{@code from}, {@code to}); empty before the first task served. */
    public OptionalDouble percent(Instant from, Instant to) {
        return percent.mean(from, to);
    }

    /** Returns which part of the requests over [{@code from}, {@code to}) the alternate target group got, 0 to 1. */
    double alternateShare(Instant from, Instant to) {
        return alternate.mean(from, to).orElse(0);
    }

    /** Returns which part of the failed requests over [{@code from}, {@code to}) the alternate target group got, 0 to 1. */
    double alternateShareOfErrors(Instant from, Instant to) {
        double all = percent(from, to).orElse(0);
        return all == 0 ? 0 : Math.min(1, alternateErrors.mean(from, to).orElse(0) / all);
    }

    /** Returns what served at {@code instant}; empty before the first task did. */
    public Optional<Moment> at(Instant instant) {
        return Optional.ofNullable(moments.floorEntry(instant)).map(Map.Entry::getValue);
    }
}
