package io.incidentiq.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    private static final Dice DICE = new Dice(1);
    private static final int MANY = 20_000;

    private static double unit(long index) {
        return DICE.unit("draws", index);
    }

    private static void assertMoments(LongUnaryOperator draw, double mean, double variance) {
        var numbers = LongStream.range(0, MANY).map(draw).summaryStatistics();
        double squares = LongStream.range(0, MANY)
                .map(draw)
                .mapToDouble(number -> Math.pow(number - mean, 2))
                .average()
                .orElseThrow();

        assertThat(numbers.getMin()).isNotNegative();
        assertThat(numbers.getAverage()).isCloseTo(mean, within(5 * Math.sqrt(variance / MANY)));
        assertThat(squares).isCloseTo(variance, within(0.1 * variance));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 20, 399, 401, 5000})
    void poisson_manyDraws_haveItsMeanAndVariance(double mean) {
        assertMoments(index -> Draws.poisson(mean, unit(2 * index), unit(2 * index + 1)), mean, mean);
    }

    @ParameterizedTest
    @CsvSource({"20, 0.01", "200, 0.085", "2000, 0.4", "50, 0.9", "20000, 0.004", "100000, 0.5"})
    void binomial_manyDraws_haveItsMeanAndVariance(long trials, double probability) {
        assertMoments(
                index -> Draws.binomial(trials, probability, unit(2 * index), unit(2 * index + 1)),
                trials * probability,
                trials * probability * (1 - probability));
    }

    @Test
    void binomial_edges_areExact() {
        assertThat(Draws.binomial(0, 0.3, 0.9, 0.9)).isZero();
        assertThat(Draws.binomial(7, 0, 0.999, 0.9)).isZero();
        assertThat(Draws.binomial(7, 1, 0.999, 0.9)).isEqualTo(7);
        assertThat(Draws.poisson(0, 0.999, 0.9)).isZero();
    }
}
