package io.incidentiq.rollback.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {
    @ParameterizedTest
    @CsvSource({"Average, AVERAGE", "SUM, SUM", "minimum, MINIMUM", "p99, p99", "p99.90, p99.9", "p0, p0", "p100, p100"
    })
    void named_asCloudWatchNamesIt_isRead(String word, String name) {
        assertThat(Statistic.named(word)).map(Statistic::name).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "p101", "p-1", "p9e1", "P99", "tm99", "SampleCount", "p99 ", "average "})
    void named_anythingElse_isNone(String word) {
        assertThat(Statistic.named(word)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void percentile_outOfRange_isRefused(double percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistic.percentile(percent));
    }

    @Test
    void percentile_sameNumber_isTheSameStatistic() {
        assertThat(Statistic.percentile(99.0)).isEqualTo(Statistic.named("p99").orElseThrow());
        assertThat(Statistic.percentile(99.0)).isNotEqualTo(Statistic.percentile(99.9));
        assertThat(Statistic.percentile(10).word()).isEqualTo("p10");
        assertThat(Statistic.percentile(99.9).percent()).hasValue(99.9);
        assertThat(Statistic.AVERAGE.isPercentile()).isFalse();
    }
}
