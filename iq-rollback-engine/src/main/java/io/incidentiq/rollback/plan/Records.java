package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How revisions did while they served, read off one range of the metric. */
final class Records {
    /** How many periods back the newest point may lie: points come late. */
    private static final int NEWEST = 3;

    /** How many periods back a fault may have been seen last: one that comes and goes isn't high in each. */
    private static final int RECENT = 5;

    private final Facts facts;
    private final Timeline timeline;
    private final Settings settings;
    private final Instant now;
    private final Instant suspectCreatedAt;

    Records(Facts facts, Timeline timeline, Settings settings, Instant now, Instant suspectCreatedAt) {
        this.facts = facts;
        this.timeline = timeline;
        this.settings = settings;
        this.now = now;
        this.suspectCreatedAt = suspectCreatedAt;
    }

    /**
     * Returns the whole periods of the last 60 minutes in which {@code revision} served before the suspect; empty where the data
     * begins later.
     */
    Numbers of(ServiceRevision revision) {
        List<Timeline.Served> stretches = timeline.served(now);
        for (int i = stretches.size() - 1; i >= 0; i--) {
            Timeline.Served served = stretches.get(i);
            if (served.from().isBefore(suspectCreatedAt) && timeline.sameContent(served.revision(), revision)) {
                Instant to = served.to().isBefore(suspectCreatedAt) ? served.to() : suspectCreatedAt;
                return between(later(served.from(), to.minus(Settings.RECORD)), to);
            }
        }
        return new Numbers(List.of());
    }

    /**
     * Returns how the service does on the target: the target's own record; where it has fewer than five points, the 60 minutes before
     * the first deployment after it; where those lie before the data, the 60 minutes before the suspect.
     */
    Numbers baseline(ServiceRevision target, Instant targetSucceededAt) {
        Numbers own = of(target);
        if (usable(own)) {
            return own;
        }
        Instant next = timeline.firstAfter(targetSucceededAt)
                .map(Timeline.Entry::createdAt)
                .orElse(now);
        Numbers before = between(next.minus(Settings.RECORD), next);
        return usable(before) ? before : between(suspectCreatedAt.minus(Settings.RECORD), suspectCreatedAt);
    }

    static boolean usable(Numbers numbers) {
        return numbers.points().size() >= Settings.BASELINE_POINTS;
    }

    /**
     * Returns where the fault began that is seen up to {@code to}: the first of the last two or more successive whole periods above
     * the baseline's 95th percentile, if they reach into the newest five. Two high periods long ago are chance: in a day of healthy
     * minutes there are some.
     */
    Optional<Instant> onset(Numbers baseline, Instant from, Instant to) {
        OptionalDouble limit = baseline.percentile95();
        if (limit.isEmpty() || !usable(baseline)) {
            return Optional.empty();
        }
        Duration period = settings.period();
        Instant recent = settings.floor(to).minus(period.multipliedBy(RECENT));
        Instant onset = null;
        Instant began = null;
        Instant next = null;
        for (MetricPoint point : facts.wholePeriods(from, to, period)) {
            boolean high = point.value() > limit.getAsDouble();
            boolean goesOn = high && began != null && point.start().equals(next);
            if (goesOn && !point.start().isBefore(recent)) {
                onset = began;
            }
            began = goesOn ? began : high ? point.start() : null;
            next = point.start().plus(period);
        }
        return Optional.ofNullable(onset);
    }

    /** Returns the mean of the whole periods from {@code from} until {@code to}. */
    OptionalDouble incident(Instant from, Instant to) {
        return between(from, to).mean();
    }

    /** Returns the newest whole period; empty if it lies more than three periods back, and so says nothing of now. */
    OptionalDouble latest() {
        Instant from = settings.floor(now).minus(settings.period().multipliedBy(NEWEST));
        List<MetricPoint> points = between(from, now).points();
        return points.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(points.get(points.size() - 1).value());
    }

    private Numbers between(Instant from, Instant to) {
        return new Numbers(facts.wholePeriods(from, to, settings.period()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
