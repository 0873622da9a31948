package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.Verification.HealthCheck;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Measure;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.internal.verdict.Looks;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The window in which a rollback is judged ({@code docs/judgement.md}, verified). */
final class Verifying {
    /** The runbook asks for it in a way that nobody understands. */
    private static final MetricCheck UNREAD =
            new MetricCheck(Verdict.INCONCLUSIVE, MetricCheck.SampleStatistics.NONE, Reason.NO_DATA, "");

    static final Duration PROBE_EVERY = Defaults.PROBE_EVERY.duration();
    static final Duration LATE_DATA = Defaults.LATE_DATA.duration();
    private static final int AGREEING_PROBES = Defaults.AGREEING_PROBES.count();
    private static final double HEALTHY_SHARE = Defaults.HEALTHY_SHARE.share();

    private final Settings settings;
    private final Fault fault;
    private final Instant settledAt;
    private final Instant from;
    private final Looks looks;
    private final List<String> notes = new ArrayList<>();

    /** How many periods the window lasts, as it stands; looks prolong it. */
    private long periods;

    /** How many points the next look needs. */
    private int look;

    private final List<HealthAnswer> probes = new ArrayList<>();

    /**
     * What the window is compared with.
     *
     * @param ends until when the fault served
     * @param periods how many whole periods it lasted, whether they were read or not
     */
    record Fault(MeasuredLevels levels, Instant ends, long periods) {
        boolean isCounted() {
            return levels.baseline().traffic().isPresent()
                    || levels.incident().traffic().isPresent();
        }
    }

    /** Begins a window; it starts at the edge of the first whole period at or after {@code earliest}, and is long enough to tell. */
    Verifying(Settings settings, Instant earliest, Fault fault) {
        this.settings = settings;
        this.fault = fault;
        this.settledAt = earliest;
        this.from = settings.ceiling(earliest);
        this.looks = settings.looks();
        this.periods = fault.isCounted() ? least() : periodsOfBareRates();
        this.look = looks.after(0).orElse((int) least());
    }

    private long least() {
        return Math.max(1, settings.window().value().dividedBy(settings.period()));
    }

    private long most() {
        return Math.max(least(), Settings.LONGEST_WINDOW.dividedBy(settings.period()));
    }

    private long periodsOfBareRates() {
        return settings.measure().isEmpty() || fault.periods < Visibility.LEAST_PERIODS
                ? least()
                : Math.min(most(), toTellFrom(fault.periods, least()));
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return from.plus(settings.period().multipliedBy(periods));
    }

    /** Returns how many periods of a window, at least {@code least}, can be told from the incident's. */
    private static long toTellFrom(long incidentPeriods, long least) {
        return Sample.leastToTellFrom((int) Math.min(incidentPeriods, 1_000), (int) least);
    }

    /** Returns what was to be told since it was last asked. */
    List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    void probed(HealthAnswer answer) {
        probes.add(answer);
    }

    /** Returns what to ask of the service's health, and, once the window is over, of its metric. */
    List<Query> reads(Instant now) {
        var queries = new ArrayList<Query>();
        settings.healthUrl().ifPresent(u -> queries.add(new Query.Health(u.value())));
        if (isOverBy(now)) {
            settings.measure().ifPresent(m -> queries.add(metric(m, now)));
            alarm().ifPresent(a -> queries.add(a.reads(now)));
        }
        return queries;
    }

    /** The incident's minutes are read once more with the window's, now that they are whole. */
    private Query metric(Measure measure, Instant now) {
        Instant incident = settings.floor(fault.levels.span().from());
        Instant dayBefore = settings.floor(now.minus(Duration.ofHours(24)));
        return measure.read(incident.isBefore(dayBefore) ? dayBefore : incident, settings.floor(now));
    }

    private Optional<AlarmRule> alarm() {
        return AlarmRule.of(settings, settledAt);
    }

    boolean isOverBy(Instant instant) {
        return !instant.isBefore(to());
    }

    /**
     * Returns whether the window is over and waiting longer would not tell more.
     *
     * @param servedAt when the target was last seen to serve alone: before the window's end that says nothing of it
     * @param lookedAt when the service was last looked at, in vain or not: before the deadline for late data it is not believed
     */
    boolean complete(Facts facts, Instant servedAt, Instant lookedAt, Instant now) {
        boolean late = !lookedAt.isBefore(to().plus(LATE_DATA));
        if (late && !(fault.isCounted() && points(facts).size() > 0)) {
            return true;
        }
        if (!late && (!isOverBy(servedAt) || (settings.healthUrl().isPresent() && probes.size() < AGREEING_PROBES))) {
            return false;
        }
        if (settings.measure().isEmpty()) {
            return true;
        }
        return fault.isCounted() ? decided(facts, late, now) : toldByBareRates(facts, now);
    }

    /** A look that doesn't decide prolongs the window to the next. */
    private boolean decided(Facts facts, boolean late, Instant now) {
        CountedRecovery recovery = counted(facts);
        if (recovery.window().size() < look) {
            return (late || !mayStillCome(facts, now)) && !prolonged(1);
        }
        if (!recovery.possible()) {
            return late || toldByBareRates(facts, now);
        }
        switch (recovery.answer()) {
            case RECOVERED, BAD, BLIND, NO_BASELINE -> {
                return true;
            }
            case BAD_SO_FAR ->
                notes.add("worse than before the incident in all, but not in the newest periods; the window goes on");
            case IMPROVED, UNDECIDED -> {}
        }
        int before = look;
        look = looks.after(before).orElse(before);
        return look == before || !prolonged(look - before);
    }

    private boolean mayStillCome(Facts facts, Instant now) {
        boolean pending =
                settings.measure().filter(m -> m.pending(facts, from, to()) > 0).isPresent();
        return pending || now.isBefore(to().plus(settings.period()));
    }

    /** Makes the window longer, if it may be. */
    private boolean prolonged(long by) {
        long before = periods;
        periods = Math.min(most(), periods + by);
        return periods > before;
    }

    private boolean toldByBareRates(Facts facts, Instant now) {
        int points = points(facts).size();
        if (points >= periods && points >= toTell()) {
            return true;
        }
        if (points < enough() || now.isBefore(to().plus(settings.period()))) {
            return false;
        }
        return points >= toTell() || !prolonged(1);
    }

    /** A missing point may leave too few for the incident to be told from. */
    private long toTell() {
        return fault.periods < Visibility.LEAST_PERIODS ? enough() : toTellFrom(fault.periods, enough());
    }

    /** Four of five, or the like. */
    private long enough() {
        return Math.max(1, periods - 1);
    }

    private Sample points(Facts facts) {
        return sample(facts, from, to());
    }

    private Sample sample(Facts facts, Instant begin, Instant end) {
        return settings.sample(
                settings.measure().map(m -> m.finalPeriods(facts, begin, end)).orElse(List.of()));
    }

    Verification judge(Facts facts) {
        return Verification.of(health(), metric(facts));
    }

    private @Nullable HealthCheck health() {
        if (settings.healthUrl().isEmpty()) {
            return settings.unreadHealth()
                    .map(why -> new HealthCheck(Verdict.INCONCLUSIVE, "not asked: " + why, 0, 0))
                    .orElse(null);
        }
        if (probes.size() < AGREEING_PROBES) {
            return new HealthCheck(
                    Verdict.INCONCLUSIVE, probes.isEmpty() ? "not asked" : last().seen(), probes.size(), (int)
                            healthy());
        }
        boolean agree = probes.subList(probes.size() - AGREEING_PROBES, probes.size()).stream()
                        .map(HealthAnswer::status)
                        .distinct()
                        .count()
                == 1;
        Verdict verdict = agree ? verdictOf(last().status()) : Verdict.INCONCLUSIVE;
        if (verdict == Verdict.GOOD && healthy() < HEALTHY_SHARE * probes.size()) {
            verdict = Verdict.INCONCLUSIVE;
        }
        return new HealthCheck(atBest(verdict, settings.unreadHealth()), last().seen(), probes.size(), (int) healthy());
    }

    private long healthy() {
        return probes.stream()
                .filter(p -> p.status() == HealthAnswer.Status.HEALTHY)
                .count();
    }

    private HealthAnswer last() {
        return probes.get(probes.size() - 1);
    }

    private static Verdict verdictOf(HealthAnswer.Status seen) {
        return switch (seen) {
            case HEALTHY -> Verdict.GOOD;
            case UNHEALTHY -> Verdict.BAD;
            case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
    }

    private @Nullable MetricCheck metric(Facts facts) {
        if (settings.measure().isEmpty()) {
            return settings.unreadMetric().map(why -> UNREAD).orElse(null);
        }
        CountedRecovery recovery = counted(facts);
        MetricCheck check = recovery.possible() ? recovery.judge() : bare(facts).judge(enough());
        if (check.reason() == Reason.METRIC_BLIND
                && settings.impliesMeasure()
                && settings.healthUrl().isPresent()) {
            return null;
        }
        MetricCheck alarmed = alarm().map(a -> a.after(check, facts, to())).orElse(check);
        Verdict atBest = atBest(alarmed.verdict(), settings.unreadMetric());
        return atBest == alarmed.verdict() ? alarmed : new MetricCheck(atBest, alarmed.numbers(), Reason.NO_DATA, "");
    }

    private CountedRecovery counted(Facts facts) {
        MeasuredLevels levels = fault.levels;
        return new CountedRecovery(
                settings, levels.visibility(), levels.baseline(), incident(facts), points(facts), looks);
    }

    private BareRecovery bare(Facts facts) {
        MeasuredLevels levels = fault.levels;
        return new BareRecovery(settings, levels.visibility(), levels.baseline(), incident(facts), points(facts));
    }

    private Sample incident(Facts facts) {
        Sample planned = fault.levels.incident();
        Sample whole = sample(facts, fault.levels.span().from(), fault.ends);
        return whole.size() < planned.size() ? planned : whole;
    }

    /** A check that nobody makes leaves what the others show inconclusive, unless they show something bad. */
    private static Verdict atBest(Verdict seen, Optional<Sourced<String>> unread) {
        return unread.isPresent() && seen == Verdict.GOOD ? Verdict.INCONCLUSIVE : seen;
    }
}
