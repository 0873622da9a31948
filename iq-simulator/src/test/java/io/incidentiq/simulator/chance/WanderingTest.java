package io.incidentiq.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WanderingTest {
    private static final int LONG = 20_000;

    private static Wandering of(long seed) {
        return new Wandering(new Dice(seed), "test", 0.5, 0.7);
    }

    private static double[] factors(Wandering wandering) {
        return LongStream.range(0, LONG).mapToDouble(wandering::factor).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void factor_longRun_hasMeanVariationAndCorrelation() {
        double[] factors = factors(of(1));
        double mean = mean(factors);
        double variance = 0;
        double together = 0;
        for (int i = 1; i < LONG; i++) {
            variance += Math.pow(factors[i] - mean, 2);
            together += (factors[i] - mean) * (factors[i - 1] - mean);
        }

        assertThat(mean).isCloseTo(1, within(0.03));
        assertThat(Math.sqrt(variance / LONG)).isCloseTo(0.5, within(0.03));
        assertThat(together / variance)
                .as("of the factor itself, not of its logarithm")
                .isCloseTo(0.68, within(0.03));
    }

    @Test
    void factor_askedInAnotherOrder_isTheSame() {
        Wandering forwards = of(3);
        Wandering backwards = of(3);
        double[] expected =
                LongStream.range(0, 100).mapToDouble(forwards::factor).toArray();

        for (int minute = 99; minute >= 0; minute -= 7) {
            assertThat(backwards.factor(minute)).isEqualTo(expected[minute]);
        }
    }

    @Test
    void factor_otherSeedOrPurpose_differs() {
        double factor = of(1).factor(5);

        assertThat(of(2).factor(5)).isNotEqualTo(factor);
        assertThat(new Wandering(new Dice(1), "other", 0.5, 0.7).factor(5)).isNotEqualTo(factor);
    }

    @Test
    void factor_noVariation_isOne() {
        assertThat(new Wandering(new Dice(1), "test", 0, 0.7).factor(5)).isEqualTo(1);
    }
}
