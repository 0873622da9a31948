package io.incidentiq.rollback.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricLineTest {
    private static String line(Statistic statistic) {
        var metric = new MetricQuery("App", "Latency", Map.of(), statistic, Duration.ofMinutes(1));
        return MetricLine.from(metric, Instant.EPOCH)
                .of(new AwsLine(new ServiceId("production", "payments"), Place.unknown()));
    }

    /** The aws-cli refuses p99 as a plain statistic. */
    @Test
    void of_percentile_isAnExtendedStatistic() {
        assertThat(line(Statistic.percentile(99))).endsWith("--period 60 --extended-statistics p99");
        assertThat(line(Statistic.MAXIMUM)).endsWith("--period 60 --statistics Maximum");
    }
}
