package io.incidentiq.rollback.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MetricsSource} keeps. */
public abstract class MetricsSourceContract {
    private MetricsSource source;
    private MetricQuery query;
    private Instant from;
    private Instant to;

    /** Returns the source; asked once per test. */
    protected abstract MetricsSource source();

    /** Returns a query that has at least two points in {@link #from()} to {@link #to()}. */
    protected abstract MetricQuery query();

    /** Returns an edge of the query's periods. */
    protected abstract Instant from();

    /** Returns a later edge of the query's periods, which is past already. */
    protected abstract Instant to();

    @BeforeEach
    final void setUp() {
        source = source();
        query = query();
        from = from();
        to = to();
    }

    private MetricSeries read(Instant start, Instant end) {
        return requireNonNull(source.read(Set.of(query), start, end).get(query), "one series per query");
    }

    @Test
    void read_knownSeries_isSortedAlignedAndInRange() {
        MetricSeries series = read(from, to);

        assertThat(series.complete()).isTrue();
        assertThat(series.points())
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(MetricPoint::start)
                .isSorted()
                .doesNotHaveDuplicates()
                .allSatisfy(start -> assertThat(start).isAfterOrEqualTo(from).isBefore(to))
                .allSatisfy(start -> assertThat(Duration.between(from, start).toMillis()
                                % query.period().toMillis())
                        .isZero());
    }

    @Test
    void read_adjoiningRanges_shareNoPoint() {
        Instant middle = read(from, to).points().get(1).start();

        assertThat(Stream.concat(read(from, middle).points().stream(), read(middle, to).points().stream()))
                .containsExactlyElementsOf(read(from, to).points());
    }

    @Test
    void read_emptyRange_hasNoPoints() {
        assertThat(read(from, from).points()).isEmpty();
    }

    @Test
    void read_unknownDimension_isEmptyBesideTheKnown() {
        var unknown = new MetricQuery(
                query.namespace(),
                query.name(),
                Map.of("no-such-dimension", "no-such-value"),
                query.statistic(),
                query.period());

        Map<MetricQuery, MetricSeries> read = source.read(Set.of(query, unknown), from, to);

        assertThat(read).containsOnlyKeys(query, unknown).containsEntry(unknown, MetricSeries.EMPTY);
        assertThat(read.get(query)).isEqualTo(read(from, to));
    }

    @Test
    void read_nothingAsked_answersNothing() {
        assertThat(source.read(Set.of(), from, to)).isEmpty();
    }
}
