package io.incidentiq.aws.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.aws.cloudwatch.CloudWatchMetricsSource;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** The metrics of LocalStack's CloudWatch: of ten minutes all but the fifth have two samples each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackMetricsTest extends MetricsSourceContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 10;
    private static final int SILENT = 4;

    private final String namespace = "IncidentIQ/" + UUID.randomUUID();

    /** CloudWatch takes nothing that is older than two weeks. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(30));

    private @Nullable OtherServer server;

    @BeforeAll
    void fill() {
        OtherServer there = OtherServer.at(LocalStack.cloudWatch());
        server = there;
        for (int i = 0; i < MINUTES; i++) {
            if (i != SILENT) {
                Instant minute = start.plus(MINUTE.multipliedBy(i));
                there.cloudWatch()
                        .putMetricData(r -> r.namespace(namespace)
                                .metricData(sample(minute, 1.0), sample(minute.plusSeconds(59), 4.0)));
            }
        }
    }

    private static MetricDatum sample(Instant at, double value) {
        return MetricDatum.builder()
                .metricName("ErrorRate")
                .dimensions(Dimension.builder().name("Service").value("web").build())
                .timestamp(at)
                .value(value)
                .build();
    }

    @AfterAll
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected MetricsSource source() {
        return CloudWatchMetricsSource.of(requireNonNull(server).cloudWatch());
    }

    @Override
    protected MetricQuery query() {
        return query(Statistic.AVERAGE);
    }

    private MetricQuery query(Statistic statistic) {
        return new MetricQuery(namespace, "ErrorRate", Map.of("Service", "web"), statistic, MINUTE);
    }

    @Override
    protected Instant from() {
        return start;
    }

    @Override
    protected Instant to() {
        return start.plus(MINUTE.multipliedBy(MINUTES));
    }

    @ParameterizedTest
    @CsvSource({"Average,2.5", "Sum,5.0", "Minimum,1.0", "Maximum,4.0"})
    void read_twoSamplesOfAMinute_areOnePointAndNoneIsNoPoint(String statistic, double value) {
        MetricQuery query = query(Statistic.named(statistic).orElseThrow());

        assertThat(requireNonNull(source().read(Set.of(query), from(), to()).get(query))
                        .points())
                .extracting(MetricPoint::value)
                .hasSize(MINUTES - 1)
                .containsOnly(value);
    }
}
