package io.incidentiq.aws.cloudwatch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class CloudWatchMetricsSourceTest {
    private static final Instant FROM = Instant.parse("2026-02-14T02:00:00Z");
    private final FakeCloudWatch cloudWatch = new FakeCloudWatch();
    private final AtomicLong nanos = new AtomicLong();
    private final CloudWatchMetricsSource source = CloudWatchMetricsSource.of(cloudWatch, nanos::get);

    private static MetricQuery query(String service) {
        return new MetricQuery("App", "5xx", Map.of("Service", service), Statistic.SUM, Duration.ofMinutes(1));
    }

    private MetricSeries read(int minutes) {
        var payments = query("payments");
        return requireNonNull(source.read(Set.of(payments), FROM, FROM.plusSeconds(60L * minutes))
                .get(payments));
    }

    @Test
    void trap_nextToken_everyPageIsRead() {
        MetricSeries series = read(5);

        assertThat(series.points()).hasSize(5);
        assertThat(series.complete()).isTrue();
        assertThat(cloudWatch.calls).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusCode.class,
            names = {"PARTIAL_DATA", "INTERNAL_ERROR", "FORBIDDEN", "UNKNOWN_TO_SDK_VERSION"})
    void trap_answerThatIsNotComplete_isInconclusive(StatusCode status) {
        cloudWatch.change = answer -> answer.toBuilder()
                .metricDataResults(answer.metricDataResults().stream()
                        .map(r -> r.toBuilder().statusCode(status).build())
                        .toList())
                .build();

        assertThat(read(2).complete()).isFalse();
    }

    @Test
    void trap_noDatapoints_areUnknownAndNeverZero() {
        var silent = query("silent");

        assertThat(source.read(Set.of(silent), FROM, FROM.plusSeconds(300))).containsEntry(silent, MetricSeries.EMPTY);
    }

    @Test
    void read_asGiven_asksForThatStatisticPeriodAndRange() {
        read(5);

        var request = cloudWatch.calls.get(0);
        MetricDataQuery asked = request.metricDataQueries().get(0);
        assertThat(asked.metricStat().stat()).isEqualTo("Sum");
        assertThat(asked.metricStat().period()).isEqualTo(60);
        assertThat(asked.metricStat().metric().namespace()).isEqualTo("App");
        assertThat(request.startTime()).isEqualTo(FROM);
        assertThat(request.endTime()).isEqualTo(FROM.plusSeconds(300));
    }

    @Test
    void read_manyServices_takesOneCallForFiveHundred() {
        var queries = new HashSet<MetricQuery>();
        for (int i = 0; i < 501; i++) {
            queries.add(query("service-" + i));
        }

        assertThat(source.read(queries, FROM, FROM.plusSeconds(60))).hasSize(501);
        assertThat(cloudWatch.calls)
                .extracting(call -> call.metricDataQueries().size())
                .containsExactlyInAnyOrder(500, 1);
    }

    @Test
    void trap_otherCallersShareTheBudget_beyondAQuarterNothingIsSent() {
        for (int i = 0; i < 12; i++) {
            read(2);
        }

        assertThatThrownBy(() -> read(2))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED))
                .hasMessageContaining("cloudwatch:GetMetricData");
        assertThat(cloudWatch.calls).hasSize(12);

        nanos.addAndGet(100_000_000L);
        assertThat(read(2).complete()).isTrue();
    }

    @Test
    void read_noAnswer_saysWhatWasAsked() {
        cloudWatch.change = answer -> {
            throw SdkClientException.create("gone");
        };

        assertThatThrownBy(() -> read(1))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("cloudwatch:GetMetricData");
    }

    private MetricSeries only(MetricQuery query) {
        return requireNonNull(
                source.read(Set.of(query), FROM, FROM.plusSeconds(180)).get(query));
    }

    private static MetricQuery measured(Statistic statistic) {
        return new MetricQuery("App", "Latency", Map.of("Service", "payments"), statistic, Duration.ofMinutes(1));
    }

    @Test
    void read_average_saysOfHowManySamplesInTheSameCall() {
        MetricSeries series = only(measured(Statistic.AVERAGE));

        assertThat(series.points()).hasSize(3).extracting(MetricPoint::samples).containsOnly(120.0);
        assertThat(cloudWatch.calls.get(0).metricDataQueries())
                .extracting(q -> q.metricStat().stat())
                .containsExactly("Average", "SampleCount");
    }

    /** A sample count that is missing must not cost the value. */
    @Test
    void read_averageWithoutSampleCount_isAValueAlone() {
        cloudWatch.change = answer -> answer.toBuilder()
                .metricDataResults(answer.metricDataResults().stream()
                        .filter(r -> r.id().startsWith("q"))
                        .toList())
                .build();

        MetricSeries series = only(measured(Statistic.AVERAGE));

        assertThat(series.points()).hasSize(3).extracting(MetricPoint::samples).containsOnlyNulls();
        assertThat(series.complete()).isTrue();
    }

    static Stream<Statistic> statisticsWithoutSamples() {
        return Stream.of(Statistic.SUM, Statistic.MAXIMUM, Statistic.percentile(99.9));
    }

    @ParameterizedTest
    @MethodSource("statisticsWithoutSamples")
    void read_otherStatistics_askNothingMore(Statistic statistic) {
        only(measured(statistic));

        assertThat(cloudWatch.calls.get(0).metricDataQueries())
                .extracting(q -> q.metricStat().stat())
                .containsExactly(statistic.word());
    }

    @Test
    void read_manyAverages_keepWithinFiveHundredACall() {
        var queries = new HashSet<MetricQuery>();
        for (int i = 0; i < 300; i++) {
            queries.add(new MetricQuery(
                    "App", "L" + i, Map.of("Service", "payments"), Statistic.AVERAGE, Duration.ofMinutes(1)));
        }

        assertThat(source.read(queries, FROM, FROM.plusSeconds(60))).hasSize(300);
        assertThat(cloudWatch.calls)
                .extracting(call -> call.metricDataQueries().size())
                .containsExactlyInAnyOrder(500, 100);
    }
}
