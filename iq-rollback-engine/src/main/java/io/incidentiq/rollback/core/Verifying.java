package io.incidentiq.rollback.core;

import io.incidentiq.rollback.core.Verification.HealthCheck;
import io.incidentiq.rollback.core.Verification.MetricCheck;
import io.incidentiq.rollback.core.Verification.Verdict;
import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.plan.Levels;
import io.incidentiq.rollback.plan.Numbers;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The window in which a rollback is judged ({@code docs/judgement.md}, verified). */
final class Verifying {
    static final Duration PROBE_EVERY = Duration.ofSeconds(15);
    static final Duration LATE_DATA = Duration.ofMinutes(5);
    private static final int AGREEING_PROBES = 3;
    private static final double ALLOWED_SHARE = 0.10;

    private final Settings settings;
    private final Instant from;
    private final List<HealthAnswer> probes = new ArrayList<>();

    /** Begins a window; it starts at the edge of the first whole period at or after {@code earliest}. */
    Verifying(Settings settings, Instant earliest) {
        this.settings = settings;
        this.from = settings.ceiling(earliest);
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return from.plus(settings.period().multipliedBy(periods()));
    }

    private long periods() {
        return Math.max(1, settings.window().value().dividedBy(settings.period()));
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
        }
        return queries;
    }

    /** The incident's minutes are read once more with the window's, now that they are whole. */
    private Query metric(MetricQuery metric, Instant incidentFrom, Instant now) {
        Instant incident = settings.floor(incidentFrom);
        Instant dayBefore = settings.floor(now.minus(Duration.ofHours(24)));
        return new Query.Metric(metric, incident.isBefore(dayBefore) ? dayBefore : incident, settings.floor(now));
    }

    boolean isOverBy(Instant instant) {
        return !instant.isBefore(to());
    }

    /**
     * Returns whether the window is over and waiting longer would not tell more.
     *
     * @param servedAt when the target was last seen to serve alone: before the window's end that says nothing of it
     */
    boolean complete(Facts facts, Instant servedAt, Instant now) {
        if (isOverBy(now.minus(LATE_DATA))) {
            return true;
        }
        if (!isOverBy(servedAt) || (settings.healthUrl().isPresent() && probes.size() < AGREEING_PROBES)) {
            return false;
        }
        if (settings.metric().isEmpty()) {
            return true;
        }
        int points = points(facts).points().size();
        return points >= periods() || (points >= enough() && !now.isBefore(to().plus(settings.period())));
    }

    /** Four of five, or the like. */
    private long enough() {
        return Math.max(1, periods() - 1);
    }

    private Numbers points(Facts facts) {
        return new Numbers(facts.wholePeriods(from, to(), settings.period()));
    }

    Verification judge(Facts facts, Levels levels, Instant incidentEnds) {
        return Verification.of(health(), metric(facts, levels, incidentEnds));
    }

    private @Nullable HealthCheck health() {
        if (settings.healthUrl().isEmpty()) {
            return settings.unreadHealth()
                    .map(why -> new HealthCheck(Verdict.INCONCLUSIVE, "not asked: " + why, 0))
                    .orElse(null);
        }
        if (probes.size() < AGREEING_PROBES) {
            return new HealthCheck(Verdict.INCONCLUSIVE, probes.isEmpty() ? "not asked" : last().seen(), probes.size());
        }
        boolean agree = probes.subList(probes.size() - AGREEING_PROBES, probes.size()).stream()
                        .map(HealthAnswer::verdict)
                        .distinct()
                        .count()
                == 1;
        Verdict verdict = agree ? verdictOf(last().verdict()) : Verdict.INCONCLUSIVE;
        return new HealthCheck(atBest(verdict, settings.unreadHealth()), last().seen(), probes.size());
    }

    private HealthAnswer last() {
        return probes.get(probes.size() - 1);
    }

    private static Verdict verdictOf(HealthAnswer.Verdict seen) {
        return switch (seen) {
            case HEALTHY -> Verdict.GOOD;
            case UNHEALTHY -> Verdict.BAD;
            case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
    }

    private @Nullable MetricCheck metric(Facts facts, Levels levels, Instant incidentEnds) {
        if (settings.metric().isEmpty()) {
            return settings.unreadMetric().map(why -> MetricCheck.UNREAD).orElse(null);
        }
        Numbers window = points(facts);
        Double observed = boxed(window.mean());
        Double incident = incident(facts, levels, incidentEnds);
        Double threshold = threshold(levels, incident);
        int count = window.points().size();
        Verdict verdict;
        if (observed == null || threshold == null || count < enough()) {
            verdict = Verdict.INCONCLUSIVE;
        } else {
            verdict = observed <= threshold ? Verdict.GOOD : Verdict.BAD;
        }
        return new MetricCheck(
                atBest(verdict, settings.unreadMetric()), levels.median(), incident, observed, threshold, count);
    }

    /** A check that nobody makes leaves what the others show inconclusive, unless they show something bad. */
    private static Verdict atBest(Verdict seen, Optional<Sourced<String>> unread) {
        return unread.isPresent() && seen == Verdict.GOOD ? Verdict.INCONCLUSIVE : seen;
    }

    private @Nullable Double incident(Facts facts, Levels levels, Instant incidentEnds) {
        Duration period = settings.period();
        OptionalDouble upToTheWrite =
                new Numbers(facts.wholePeriods(levels.incidentFrom(), incidentEnds, period)).mean();
        return upToTheWrite.isPresent() ? boxed(upToTheWrite) : levels.incident();
    }

    /** Returns what the mean must not exceed; null where nothing can be concluded. */
    private @Nullable Double threshold(Levels levels, @Nullable Double incident) {
        Double limit = settings.request().maxErrorRate().orElse(null);
        Double median = levels.median();
        Double percentile95 = levels.percentile95();
        if (median == null || percentile95 == null) {
            return limit;
        }
        if (incident == null || incident <= median) {
            return null;
        }
        double recovered = Math.max(median + ALLOWED_SHARE * (incident - median), percentile95);
        return limit == null ? (Double) recovered : (Double) Math.min(recovered, limit);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
