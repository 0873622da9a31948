package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Measure;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the metric shows: how the service did before, during the incident, and now ({@code docs/judgement.md}, what the metric can
 * say). The incident ends where the suspect's release stopped serving, or where the newest run of periods that is back at the
 * reference begins.
 *
 * @param reference how the service does without a fault
 * @param now what is judged of the present; empty where nothing can be told
 * @param nowFrom since when; null where {@code now} is empty
 * @param steady how many periods in a row the present lasts, those that are not judged included
 * @param latest the last hour of what runs now, with the periods that are too new to show that it does well
 */
public record Symptoms(
        Sample reference,
        Sample incident,
        Sample now,
        @Nullable Instant nowFrom,
        int steady,
        Sample latest) {
    /** How long a point may come late: a period that began later than that before now is not judged yet. */
    static final Duration LATE = Defaults.LATE_POINTS.duration();

    /** How far back now reaches, at most. */
    static final Duration NOW = Defaults.NOW.duration();

    /** How many periods make a statement of now. */
    private static final int LEAST_NOW = Defaults.LEAST_NOW.count();

    /** How many periods tell that a release does well where the incident itself was too short to be measured. */
    private static final int LEAST_WELL = Defaults.LEAST_WELL.count();

    /** How many periods show that a fault of the newest few is no chance. */
    private static final int SURE = Defaults.SURE_NOW.count();

    private Symptoms with(Sample newest) {
        return new Symptoms(reference, incident, now, nowFrom, steady, newest);
    }

    public Visibility visibility() {
        return Visibility.of(incident, reference);
    }

    /** Returns whether {@code record} is worse than the reference, while the incident is too short to tell whether it has the fault. */
    boolean isDoubtful(Sample record) {
        return visibility() == Visibility.UNKNOWN && Visibility.of(record, reference) == Visibility.VISIBLE;
    }

    /** Returns whether the present is shown to be back, and lasts longer than what a fault that comes and goes pauses. */
    boolean isOver() {
        if (now.size() < LEAST_NOW || !reference.usable() || !isBack(now, incident)) {
            return false;
        }
        OptionalDouble middle = Sample.midpoint(reference, incident);
        if (middle.isEmpty() || !seen()) {
            return incident.size() < Visibility.LEAST_PERIODS && doesWell();
        }
        return now.shownNearerToGood(reference, incident) && steady > 2 * incident.longestLull(middle.getAsDouble());
    }

    /** Returns whether what was measured is an incident to be back from: visible, or a spike too short for more than a look at its values. */
    private boolean seen() {
        if (incident.size() >= Visibility.LEAST_PERIODS) {
            return visibility() == Visibility.VISIBLE;
        }
        double limit = reference.percentile95().orElseThrow();
        return incident.longestRowNotWorseThan(limit) == 0 && incident.muchWorseThan(reference);
    }

    private boolean doesWell() {
        return now.size() >= LEAST_WELL
                && !reference.worse(
                        now.median().orElseThrow(), reference.percentile95().orElseThrow());
    }

    /** Returns whether what runs now is shown to be as bad as the incident, or, where that was too short, worse than the reference. */
    boolean goesOn() {
        if (visibility() == Visibility.UNKNOWN) {
            return shownLately() == Visibility.VISIBLE;
        }
        Sample seen = latest.size() <= LEAST_NOW ? now : latest;
        OptionalDouble middle = Sample.midpoint(reference, incident);
        return visibility() == Visibility.VISIBLE
                && middle.isPresent()
                && seen.shownNearerToBad(reference, incident)
                && reference.worse(newest().median().orElse(Double.NaN), middle.getAsDouble());
    }

    /** Returns whether {@code sample} is not shown worse than the reference, or has at most a quarter of the fault. */
    private boolean isBack(Sample sample, Sample fault) {
        if (Visibility.of(sample, reference) != Visibility.VISIBLE) {
            return true;
        }
        OptionalDouble bad = fault.level();
        double good = reference.level().orElseThrow();
        return bad.isPresent()
                && reference.worse(bad.getAsDouble(), good)
                && !reference.worse(
                        sample.level().orElseThrow(), good + Settings.LEFT_OF_A_FAULT * (bad.getAsDouble() - good));
    }

    /** Returns the newest five periods of what runs now, or as many as there are. */
    Sample newest() {
        return newest(LEAST_WELL);
    }

    private Sample newest(int periods) {
        return latest.part(Math.max(0, latest.size() - periods), latest.size());
    }

    /**
     * Returns whether the newest periods of the suspect show nothing of a fault: none was seen before, or it is gone for longer than
     * twice its longest pause.
     */
    boolean rests() {
        if (byEvents() && isQuiet()) {
            return true;
        }
        int end = incident.steepestFall();
        Sample fault = end == 0 ? incident : incident.part(0, end);
        boolean seen = visibility() == Visibility.VISIBLE || Visibility.of(fault, reference) == Visibility.VISIBLE;
        return seen ? end > 0 && isGone(fault, incident.size() - end) : isQuiet();
    }

    private boolean byEvents() {
        return reference.traffic().isPresent() && latest.traffic().isPresent();
    }

    /** Returns whether no fault is seen of late: one shows in the newest five periods and, where these are few, not by chance. */
    private boolean isQuiet() {
        return shownLately() == Visibility.HIDDEN
                || (shownLately() == Visibility.VISIBLE && Visibility.of(newest(SURE), reference) == Visibility.HIDDEN);
    }

    private boolean isGone(Sample fault, int periods) {
        Sample newest = newest();
        double middle = Sample.midpoint(reference, fault).orElse(fault.level().orElseThrow());
        return Math.min(newest.size(), periods) >= LEAST_WELL
                && periods > 2 * fault.longestLull(middle)
                && (isBack(newest, fault) || isQuiet())
                && !returns(newest, fault.fromFirstWorseThan(middle).level().orElse(middle), middle);
    }

    /** Returns whether the newest two periods are beyond the middle, or the newest one far beyond. */
    private boolean returns(Sample newest, double level, double middle) {
        double last = newest.value(newest.size() - 1);
        double before = newest.value(newest.size() - 2);
        boolean far = !reference.worse((level + middle) / 2, last);
        return far || (reference.worse(last, middle) && reference.worse(before, middle));
    }

    /** Returns whether the newest periods show a fault, whatever is known of when it began. */
    Visibility shownLately() {
        return Visibility.of(newest(), reference);
    }

    /** Returns whether nothing can be told of the present. */
    boolean untold() {
        return now.size() < LEAST_NOW;
    }

    /**
     * What to look for.
     *
     * @param from when the incident began
     * @param left when the suspect's release stopped serving; null while it serves
     * @param since when what runs now began to serve
     */
    public record Question(
            Settings settings,
            Sample reference,
            Instant from,
            @Nullable Instant left,
            Instant since) {
        /** Answers with what {@code facts} know at {@code at}. */
        public Symptoms answer(Facts facts, Instant at) {
            Optional<Measure> metric = settings.measure();
            if (metric.isEmpty()) {
                return new Symptoms(
                        sample(List.of()), sample(List.of()), sample(List.of()), null, 0, sample(List.of()));
            }
            Symptoms seen = left == null
                    ? serving(metric.get().wholePeriods(facts, from, at), at)
                    : present(
                            sample(metric.get().wholePeriods(facts, from, left)),
                            metric.get().wholePeriods(facts, settings.ceiling(since), at),
                            at);
            return seen.with(latest(metric.get().wholePeriods(facts, latestFrom(at), at), at));
        }

        /** Returns from when on what runs now is looked at. */
        Instant latestFrom(Instant at) {
            Instant oldest = settings.floor(at.minus(Settings.RECORD));
            return since.isAfter(oldest) ? settings.ceiling(since) : oldest;
        }

        private Sample latest(List<MetricPoint> points, Instant at) {
            return sample(reachNow(points, at) ? points : List.of());
        }

        private boolean reachNow(List<MetricPoint> points, Instant at) {
            Instant stale = at.minus(LATE).minus(settings.period().multipliedBy(LEAST_NOW));
            return !points.isEmpty() && !points.get(points.size() - 1).start().isBefore(stale);
        }

        /** Where the suspect's release serves on, the metric alone can tell where the incident ended. */
        private Symptoms serving(List<MetricPoint> points, Instant at) {
            Sample all = sample(points);
            int settled = settled(points, at);
            int end = sample(points.subList(0, settled)).steepestFall();
            Symptoms parted = present(all.part(0, end), points.subList(end, points.size()), at);
            return end > 0 && parted.isOver() && parted.seen()
                    ? parted
                    : new Symptoms(reference, all, sample(List.of()), null, 0, sample(List.of()));
        }

        /** Judges what is settled of {@code points}, if that reaches to now and the newest ones don't speak against it. */
        private Symptoms present(Sample incident, List<MetricPoint> points, Instant at) {
            int settled = settled(points, at);
            Instant oldest = settings.floor(at.minus(LATE).minus(NOW));
            int first = (int) points.subList(0, settled).stream()
                    .filter(p -> p.start().isBefore(oldest))
                    .count();
            if (first == settled || !reachNow(points.subList(0, settled), at)) {
                return new Symptoms(reference, incident, sample(List.of()), null, 0, sample(List.of()));
            }
            return new Symptoms(
                    reference,
                    incident,
                    sample(points.subList(first, settled)),
                    points.get(0).start(),
                    comesBack(incident, points.get(points.size() - 1)) ? 0 : settled,
                    sample(List.of()));
        }

        private boolean comesBack(Sample incident, MetricPoint newest) {
            OptionalDouble middle = Sample.midpoint(reference, incident);
            return middle.isPresent() && reference.worse(newest.value(), middle.getAsDouble());
        }

        /** Returns how many of {@code points}, oldest first, began early enough. */
        private static int settled(List<MetricPoint> points, Instant at) {
            return (int) points.stream()
                    .filter(p -> !p.start().isAfter(at.minus(LATE)))
                    .count();
        }

        private Sample sample(List<MetricPoint> points) {
            return settings.sample(points);
        }
    }
}
