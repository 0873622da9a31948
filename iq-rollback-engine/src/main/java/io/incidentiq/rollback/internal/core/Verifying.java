package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.Verification.HealthCheck;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricQuery;
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

    /** No window lasts longer, whatever it would take to tell. */
    private static final Duration LONGEST = Defaults.LONGEST_WINDOW.duration();

    private final Settings settings;
    private final Instant settledAt;
    private final Instant from;
    private final long incidentPeriods;
    private long periods;
    private final List<HealthAnswer> probes = new ArrayList<>();

    /**
     * Begins a window; it starts at the edge of the first whole period at or after {@code earliest}, and is long enough to tell.
     *
     * @param incidentPeriods how many periods the fault lasted
     */
    Verifying(Settings settings, Instant earliest, long incidentPeriods) {
        this.settings = settings;
        this.settledAt = earliest;
        this.from = settings.ceiling(earliest);
        this.incidentPeriods = incidentPeriods;
        this.periods = periods(settings, incidentPeriods);
    }

    private static long periods(Settings settings, long incidentPeriods) {
        long least = Math.max(1, settings.window().value().dividedBy(settings.period()));
        if (settings.metric().isEmpty() || incidentPeriods < Visibility.LEAST_PERIODS) {
            return least;
        }
        long most = Math.max(least, LONGEST.dividedBy(settings.period()));
        return Math.min(most, toTellFrom(incidentPeriods, least));
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

    void probed(HealthAnswer answer) {
        probes.add(answer);
    }

    /** Returns what to ask of the service's health, and, once the window is over, of its metric. */
    List<Query> reads(Instant incidentFrom, Instant now) {
        var queries = new ArrayList<Query>();
        settings.healthUrl().ifPresent(u -> queries.add(new Query.Health(u.value())));
        if (isOverBy(now)) {
            settings.metric().ifPresent(m -> queries.add(metric(m, incidentFrom, now)));
            alarm().ifPresent(a -> queries.add(a.reads(now)));
        }
        return queries;
    }

    /** The incident's minutes are read once more with the window's, now that they are whole. */
    private Query metric(MetricQuery metric, Instant incidentFrom, Instant now) {
        Instant incident = settings.floor(incidentFrom);
        Instant dayBefore = settings.floor(now.minus(Duration.ofHours(24)));
        return new Query.Metric(metric, incident.isBefore(dayBefore) ? dayBefore : incident, settings.floor(now));
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
        if (!lookedAt.isBefore(to().plus(LATE_DATA))) {
            return true;
        }
        if (!isOverBy(servedAt) || (settings.healthUrl().isPresent() && probes.size() < AGREEING_PROBES)) {
            return false;
        }
        if (settings.metric().isEmpty()) {
            return true;
        }
        int points = points(facts).size();
        if (points >= periods) {
            return true;
        }
        if (points < enough() || now.isBefore(to().plus(settings.period()))) {
            return false;
        }
        if (points < toTell() && to().plus(settings.period()).isBefore(from.plus(LONGEST))) {
            periods++;
            return false;
        }
        return true;
    }

    /** A missing point may leave too few for the incident to be told from. */
    private long toTell() {
        return incidentPeriods < Visibility.LEAST_PERIODS ? enough() : toTellFrom(incidentPeriods, enough());
    }

    /** Four of five, or the like. */
    private long enough() {
        return Math.max(1, periods - 1);
    }

    private Sample points(Facts facts) {
        return sample(facts, from, to());
    }

    private Sample sample(Facts facts, Instant begin, Instant end) {
        return Sample.of(
                settings.metric().map(m -> facts.wholePeriods(m, begin, end)).orElse(List.of()),
                settings.worse().value());
    }

    Verification judge(Facts facts, MeasuredLevels levels, Instant incidentEnds) {
        return Verification.of(health(), metric(facts, levels, incidentEnds));
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

    private @Nullable MetricCheck metric(Facts facts, MeasuredLevels levels, Instant incidentEnds) {
        if (settings.metric().isEmpty()) {
            return settings.unreadMetric().map(why -> UNREAD).orElse(null);
        }
        Sample whole = sample(facts, levels.span().from(), incidentEnds);
        Sample incident = whole.size() < levels.incident().size() ? levels.incident() : whole;
        MetricCheck check =
                new Recovery(settings, levels.visibility(), levels.baseline(), incident, points(facts)).judge(enough());
        MetricCheck alarmed = alarm().map(a -> a.after(check, facts, to())).orElse(check);
        Verdict atBest = atBest(alarmed.verdict(), settings.unreadMetric());
        return atBest == alarmed.verdict() ? alarmed : new MetricCheck(atBest, alarmed.numbers(), Reason.NO_DATA, "");
    }

    /** A check that nobody makes leaves what the others show inconclusive, unless they show something bad. */
    private static Verdict atBest(Verdict seen, Optional<Sourced<String>> unread) {
        return unread.isPresent() && seen == Verdict.GOOD ? Verdict.INCONCLUSIVE : seen;
    }
}
