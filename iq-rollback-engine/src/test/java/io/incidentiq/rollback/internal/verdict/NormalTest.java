package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {
    private static final NormalDistribution ORACLE = NormalDistribution.of(0, 1);

    @ParameterizedTest
    @ValueSource(doubles = {-40, -6, -3, -1.5, -0.1, 0, 0.4, 1, 2.33, 5, 40})
    void cumulative_ofAnyValue_isRightToSevenDigits(double z) {
        assertThat(Normal.cumulative(z)).isCloseTo(ORACLE.cumulativeProbability(z), within(7.5e-8));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-5, 0.001, 0.01, 0.07, 0.08, 0.3, 0.5, 0.62, 0.93, 0.999, 0.9999999})
    void quantile_ofAProbability_isRightToSixDigits(double p) {
        assertThat(Normal.quantile(p)).isCloseTo(ORACLE.inverseCumulativeProbability(p), within(2e-6));
    }

    @Test
    void quantile_ofCertainty_isSix() {
        assertThat(Normal.quantile(0)).isCloseTo(-6, within(0.01));
        assertThat(Normal.quantile(1)).isCloseTo(6, within(0.01));
    }
}
