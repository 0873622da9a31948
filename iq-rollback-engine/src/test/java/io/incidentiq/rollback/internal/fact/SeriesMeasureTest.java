package io.incidentiq.rollback.internal.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is each sample of a rate one request? */
class SeriesMeasureTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final MetricQuery RATE =
            new MetricQuery("App", "ErrorRate", Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1));

    private interface Minute {
        MetricPoint at(Instant start, int minute);
    }

    private static List<MetricPoint> read(int minutes, Minute minute) {
        return read(Direction.HIGHER_IS_WORSE, minutes, minute);
    }

    private static List<MetricPoint> read(Direction worse, int minutes, Minute minute) {
        var facts = new Facts();
        Instant end = START.plus(Duration.ofMinutes(minutes));
        List<MetricPoint> points = IntStream.range(0, minutes)
                .mapToObj(i -> minute.at(START.plus(Duration.ofMinutes(i)), i))
                .toList();
        facts.learn(end, new Query.Metric(RATE, START, end), Answer.Metric.of(RATE, new MetricSeries(points, true)));
        return new SeriesMeasure(RATE).in(facts, worse).wholePeriods(facts, START, end);
    }

    @Test
    void shareTimesSamplesIsWholeInTwentyPeriods_countsRequests() {
        List<MetricPoint> points = read(20, (at, i) -> new MetricPoint(at, (i + 1) / 150.0).withSamples(150));

        Counts third = Objects.requireNonNull(points.get(2).counts());
        assertThat(third.bad()).isCloseTo(3, within(1e-9));
        assertThat(third.total()).isEqualTo(150);
    }

    @Test
    void percentages_countRequestsToo() {
        List<MetricPoint> points = read(20, (at, i) -> new MetricPoint(at, 100 * 6 / 150.0).withSamples(150));

        assertThat(points).extracting(MetricPoint::counts).containsOnly(new Counts(6, 150));
    }

    @Test
    void nineteenPeriodsWithErrors_areNotEnough() {
        assertThat(read(40, (at, i) -> new MetricPoint(at, i < 19 ? 2 / 150.0 : 0).withSamples(150)))
                .extracting(MetricPoint::counts)
                .containsOnlyNulls();
    }

    @Test
    void threeInstancesThatPublishARateEach_areThreeSamplesAndNotThreeRequests() {
        assertThat(read(60, (at, i) -> new MetricPoint(at, 0.013 + i / 1000.0).withSamples(3)))
                .extracting(MetricPoint::counts)
                .containsOnlyNulls();
    }

    @Test
    void successRate_countsWhatIsMissingOfTheWhole() {
        assertThat(read(Direction.LOWER_IS_WORSE, 20, (at, i) -> new MetricPoint(at, 98).withSamples(150)))
                .extracting(MetricPoint::counts)
                .containsOnly(new Counts(3, 150));
    }

    @Test
    void successRateWithoutErrors_isNoProof() {
        assertThat(read(Direction.LOWER_IS_WORSE, 60, (at, i) -> new MetricPoint(at, 100).withSamples(150)))
                .extracting(MetricPoint::counts)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void samplesThatNobodyTook_areUnknown(double samples) {
        assertThat(read(40, (at, i) -> new MetricPoint(at, 2 / 150.0).withSamples(i == 7 ? samples : 150)))
                .extracting(MetricPoint::counts)
                .containsOnlyNulls();
    }

    @Test
    void sourcesOwnCounts_stand() {
        List<MetricPoint> points =
                read(5, (at, i) -> new MetricPoint(at, 2).withSamples(7).withCounts(new Counts(i, 50)));

        assertThat(points).extracting(MetricPoint::counts).last().isEqualTo(new Counts(4, 50));
    }

    @Test
    void samplesUnknown_isABareValue() {
        assertThat(read(60, (at, i) -> new MetricPoint(at, 0.02)))
                .extracting(MetricPoint::counts)
                .containsOnlyNulls();
    }
}
