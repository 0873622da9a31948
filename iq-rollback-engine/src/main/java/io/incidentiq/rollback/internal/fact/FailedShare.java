package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The part of counted requests that failed. A period with requests and without a point of failures had none; one without
 * requests is unknown ({@code docs/judgement.md}, what the metric can say). What proves a recovery ends before the first period whose failures
 * may still come: to leave out only those without failures would make it look worse.
 *
 * @param counts where requests are counted, of one period; together they are all requests
 * @param whole what all of them are: 100 for percent, 1 for a share
 */
public record FailedShare(List<RequestCounts> counts, double whole) implements Measure {
    private static final int PERCENT = 100;

    /** The part in percent. */
    public FailedShare(List<RequestCounts> counts) {
        this(counts, PERCENT);
    }

    public FailedShare {
        counts = List.copyOf(counts);
        if (counts.stream().map(c -> c.bad().period()).distinct().count() != 1) {
            throw new IllegalArgumentException("expected counts of one period, found " + counts);
        }
    }

    @Override
    public Set<MetricQuery> series() {
        var all = new LinkedHashSet<MetricQuery>();
        counts.forEach(c -> {
            all.add(c.bad());
            all.add(c.total());
        });
        return all;
    }

    @Override
    public Duration period() {
        return counts.get(0).bad().period();
    }

    @Override
    public OptionalDouble unit() {
        return OptionalDouble.of(whole);
    }

    @Override
    public List<MetricPoint> wholePeriods(Facts facts, Instant from, Instant to) {
        return points(facts, starts(facts, from, to), false);
    }

    @Override
    public List<MetricPoint> finalPeriods(Facts facts, Instant from, Instant to) {
        return points(facts, starts(facts, from, to), true);
    }

    private List<MetricPoint> points(Facts facts, Set<Instant> starts, boolean sure) {
        var points = new ArrayList<MetricPoint>();
        for (Instant start : starts) {
            if (sure && isPending(facts, start)) {
                return points;
            }
            Counts all = all(facts, start);
            if (all.total() > 0) {
                points.add(new MetricPoint(start, whole * all.share()).withCounts(all));
            }
        }
        return points;
    }

    @Override
    public int pending(Facts facts, Instant from, Instant to) {
        return (int) starts(facts, from, to).stream()
                .filter(start -> isPending(facts, start))
                .count();
    }

    /** Returns whether there were requests, and their failures may still come. */
    private boolean isPending(Facts facts, Instant start) {
        return counts.stream()
                .filter(c -> facts.series(c.total()).at(start) != null)
                .map(c -> facts.series(c.bad()))
                .anyMatch(f -> f.at(start) == null && !f.isMissing(start.plus(period())));
    }

    private Set<Instant> starts(Facts facts, Instant from, Instant to) {
        var starts = new TreeSet<Instant>();
        for (RequestCounts c : counts) {
            facts.series(c.total()).wholePeriods(period(), from, to).forEach(p -> starts.add(p.start()));
        }
        return starts;
    }

    private Counts all(Facts facts, Instant start) {
        return counts.stream().map(c -> one(facts, c, start)).reduce(Counts.NONE, Counts::plus);
    }

    private static Counts one(Facts facts, RequestCounts counted, Instant start) {
        MetricPoint total = facts.series(counted.total()).at(start);
        if (total == null || total.value() < 0) {
            return Counts.NONE;
        }
        MetricPoint bad = facts.series(counted.bad()).at(start);
        return new Counts(bad == null ? 0 : Math.max(0, Math.min(bad.value(), total.value())), total.value());
    }

    @Override
    public String toString() {
        return counts.stream()
                .map(c -> "%s of %s, %s, per %d s%s"
                        .formatted(
                                c.bad().name(),
                                c.total().name(),
                                c.source(),
                                c.bad().period().toSeconds(),
                                whole == PERCENT ? ", in percent" : ""))
                .collect(Collectors.joining("; "));
    }
}
