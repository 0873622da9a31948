package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How revisions did while they served, read off one range of the metric ({@code docs/judgement.md}, records). */
public final class Records {
    /** How many periods back the newest point may lie: points come late. */
    private static final int NEWEST = Defaults.LATEST_WITHIN.count();

    /** How many periods back a fault may have been seen last: one that comes and goes isn't high in each. */
    private static final int RECENT = Defaults.ONSET_GAP.count();

    /** How many periods of other stretches make a baseline, at most. */
    private static final int BORROWED = Defaults.BORROWED.count();

    private final Evidence evidence;
    private final Settings settings;
    private final Instant suspectSince;
    private final IdentityHashMap<ServiceRevision, Sample> known = new IdentityHashMap<>();
    private @Nullable List<Timeline.Served> before;

    Records(Evidence evidence, Instant suspectSince) {
        this.evidence = evidence;
        this.settings = evidence.settings();
        this.suspectSince = suspectSince;
    }

    /** Returns the whole periods of the last 60 minutes in which {@code revision} served before the suspect; empty where the data begins later. */
    public Sample of(ServiceRevision revision) {
        return known.computeIfAbsent(revision, this::read);
    }

    private Sample read(ServiceRevision revision) {
        List<Timeline.Served> stretches = servedBeforeTheSuspect();
        var points = new ArrayList<MetricPoint>();
        Duration left = Settings.RECORD;
        for (int i = stretches.size() - 1; i >= 0 && !left.isNegative() && !left.isZero(); i--) {
            Timeline.Served served = stretches.get(i);
            if (evidence.timeline().sameContent(served.revision(), revision)) {
                Instant from = InstantFormat.later(served.from(), served.to().minus(left));
                points.addAll(0, pointsBetween(from, served.to()));
                left = left.minus(Duration.between(served.from(), served.to()));
            }
        }
        return settings.sample(points);
    }

    /** Returns how long {@code revision} served alone before the suspect, in all. */
    public Duration servedFor(ServiceRevision revision) {
        return servedBeforeTheSuspect().stream()
                .filter(s -> evidence.timeline().sameContent(s.revision(), revision))
                .map(s -> Duration.between(s.from(), s.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private List<Timeline.Served> servedBeforeTheSuspect() {
        if (before == null) {
            before = evidence.timeline().served(evidence.now()).stream()
                    .filter(s -> s.from().isBefore(suspectSince))
                    .map(s -> s.to().isAfter(suspectSince)
                            ? new Timeline.Served(s.revision(), s.from(), suspectSince)
                            : s)
                    .toList();
        }
        return before;
    }

    /** Returns whether {@code revision} served last before the oldest point of the metric. */
    public boolean beforeTheData(ServiceRevision revision) {
        Optional<Instant> oldest = oldestPoint();
        return oldest.isPresent()
                && servedBeforeTheSuspect().stream()
                        .filter(s -> evidence.timeline().sameContent(s.revision(), revision))
                        .noneMatch(s -> s.to().isAfter(oldest.get()));
    }

    private Optional<Instant> oldestPoint() {
        return settings.measure().flatMap(m -> m.oldest(evidence.facts()));
    }

    /** Returns the hour before {@code instant}. */
    public Sample hourBefore(Instant instant) {
        return between(instant.minus(Settings.RECORD), instant);
    }

    /**
     * Returns how the service does on the target: the target's own record; where that has fewer than five periods, the newest earlier
     * stretches of what {@code fit} allows. Minutes of another incident are not among them.
     */
    public Sample baseline(ServiceRevision target, Predicate<Sample> fit) {
        Sample own = of(target);
        if (own.usable()) {
            return own;
        }
        List<Timeline.Served> stretches = servedBeforeTheSuspect();
        Sample borrowed = Sample.of(List.of(), settings.worse().value());
        for (int i = stretches.size() - 1; i >= 0 && borrowed.size() < BORROWED; i--) {
            Timeline.Served served = stretches.get(i);
            Sample all = between(served.from(), served.to());
            Sample record = all.part(Math.max(0, all.size() - BORROWED), all.size());
            Sample newest = record.part(Math.max(0, record.size() - BORROWED + borrowed.size()), record.size());
            borrowed = fit.test(record) ? newest.and(borrowed) : borrowed;
        }
        return borrowed;
    }

    /**
     * Returns where the fault began that is seen up to {@code to}: the first of the last two or more successive whole periods worse
     * than the baseline's 95th percentile, if they reach into the newest five. Two such periods long ago are chance: in a day of
     * healthy minutes there are some.
     */
    public Optional<Instant> onset(Sample baseline, Instant from, Instant to) {
        Instant recent = settings.floor(to).minus(settings.period().multipliedBy(RECENT));
        return runs(baseline, from, to).stream()
                .reduce((older, newer) -> newer)
                .filter(run -> !run.last().isBefore(recent))
                .map(Run::first);
    }

    /** Successive periods, by the starts of the first and the last of them. */
    record Run(Instant first, Instant last) {}

    /** Returns every row of two or more successive whole periods worse than the baseline's 95th percentile, oldest first. */
    List<Run> runs(Sample baseline, Instant from, Instant to) {
        OptionalDouble limit = baseline.percentile95();
        if (limit.isEmpty() || !baseline.usable()) {
            return List.of();
        }
        var runs = new ArrayList<Run>();
        Run run = null;
        for (MetricPoint point : pointsBetween(from, to)) {
            Instant start = point.start();
            boolean goesOn = run != null && start.equals(run.last().plus(settings.period()));
            if (!baseline.worse(point.value(), limit.getAsDouble())) {
                run = null;
            } else if (run != null && goesOn) {
                if (!run.first().equals(run.last())) {
                    runs.remove(runs.size() - 1);
                }
                run = new Run(run.first(), start);
                runs.add(run);
            } else {
                run = new Run(start, start);
            }
        }
        return runs;
    }

    /** Returns the newest whole period; empty if it lies more than three periods back, and so says nothing of now. */
    public OptionalDouble latest() {
        Instant now = evidence.now();
        Instant from = settings.floor(now).minus(settings.period().multipliedBy(NEWEST));
        Sample newest = between(from, now);
        return newest.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(newest.value(newest.size() - 1));
    }

    /** Returns the whole periods from {@code from} until {@code to}. */
    public Sample between(Instant from, Instant to) {
        return settings.sample(pointsBetween(from, to));
    }

    private List<MetricPoint> pointsBetween(Instant from, Instant to) {
        return settings.measure()
                .map(m -> m.wholePeriods(evidence.facts(), from, to))
                .orElse(List.of());
    }
}
