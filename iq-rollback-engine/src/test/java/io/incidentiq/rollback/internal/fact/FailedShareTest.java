package io.incidentiq.rollback.internal.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of counted requests that failed: what is missing, and what it means. */
class FailedShareTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = minute(10);
    private static final double NONE = Double.NaN;
    private static final RequestCounts LIVE = counts("live");
    private static final RequestCounts OTHER = counts("other");

    private final Facts facts = new Facts();

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static RequestCounts counts(String group) {
        return new RequestCounts("target group " + group, query("5XX", group), query("Requests", group));
    }

    private static MetricQuery query(String name, String group) {
        return new MetricQuery("Lb", name, Map.of("TargetGroup", group), Statistic.SUM, Duration.ofMinutes(1));
    }

    /** Reads one series at the given minute; NaN leaves a point out. */
    private void read(int atMinute, MetricQuery query, double... values) {
        List<MetricPoint> points = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .mapToObj(i -> new MetricPoint(minute(i), values[i]))
                .toList();
        facts.learn(
                minute(atMinute),
                new Query.Metric(query, START, END),
                Answer.Metric.of(query, new MetricSeries(points, true)));
    }

    private List<Counts> counts(RequestCounts... sources) {
        return new FailedShare(List.of(sources))
                .finalPeriods(facts, START, END).stream()
                        .map(MetricPoint::counts)
                        .toList();
    }

    @Test
    void bothPoints_areTheShareInPercent() {
        read(3, LIVE.bad(), 4, 1);
        read(3, LIVE.total(), 200, 50);

        assertThat(new FailedShare(List.of(LIVE)).wholePeriods(facts, START, END))
                .extracting(MetricPoint::value)
                .containsExactly(2.0, 2.0);
    }

    @Test
    void failuresMissingThreeMinutesLater_areNone() {
        read(4, LIVE.bad(), NONE);
        read(4, LIVE.total(), 200);

        assertThat(counts(LIVE)).containsExactly(new Counts(0, 200));
    }

    @Test
    void ofTwoReads_bothMustMissThem() {
        read(3, LIVE.total(), 200);
        read(3, LIVE.bad(), NONE);
        read(4, LIVE.bad(), NONE);
        assertThat(counts(LIVE)).as("the first came too early to tell").isEmpty();

        read(4, LIVE.bad(), NONE);
        assertThat(counts(LIVE)).containsExactly(new Counts(0, 200));
    }

    @Test
    void failuresMissingInAYoungPeriod_arePending() {
        read(2, LIVE.total(), 200, 210);
        read(2, LIVE.bad(), NONE, 3);
        read(2, LIVE.bad(), NONE, 3);

        var share = new FailedShare(List.of(LIVE));
        assertThat(share.finalPeriods(facts, START, END))
                .as("what comes after a gap is not told without it")
                .isEmpty();
        assertThat(share.wholePeriods(facts, START, END))
                .as("of now, no failures are good news")
                .extracting(MetricPoint::value)
                .containsExactly(0.0, 100.0 * 3 / 210);
        assertThat(share.pending(facts, START, END)).isEqualTo(1);
    }

    @Test
    void requestsMissing_isUnknown() {
        read(9, LIVE.bad(), 3, NONE, 1);
        read(9, LIVE.total(), 200, NONE, 100);

        assertThat(counts(LIVE)).containsExactly(new Counts(3, 200), new Counts(1, 100));
    }

    @Test
    void twoTargetGroups_areAddedUp() {
        read(9, LIVE.bad(), 3);
        read(9, LIVE.total(), 200);
        read(9, OTHER.bad(), NONE);
        read(9, OTHER.total(), 100);

        assertThat(counts(LIVE, OTHER)).containsExactly(new Counts(3, 300));
    }

    @Test
    void moreFailuresThanRequests_areAllOfThem() {
        read(9, LIVE.bad(), 12);
        read(9, LIVE.total(), 10);

        assertThat(counts(LIVE)).containsExactly(new Counts(10, 10));
    }
}
