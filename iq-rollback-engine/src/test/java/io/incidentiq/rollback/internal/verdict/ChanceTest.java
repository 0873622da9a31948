package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {
    @ParameterizedTest
    @CsvSource({"0,0.2", "0,4.6", "1,7", "3,3", "12,27.5", "40,60", "150,180", "199,230", "250,300", "5000,5200"})
    void atMost_meanKnown_isThePoissonTail(int events, double mean) {
        double exact = PoissonDistribution.of(mean).cumulativeProbability(events);

        assertThat(Chance.atMost(events, mean, 0)).isCloseTo(exact, within(tolerance(events)));
    }

    /** Summed, or by Wilson and Hilferty. */
    private static double tolerance(int events) {
        return events < 10 ? 1e-12 : 5e-4;
    }

    @ParameterizedTest
    @CsvSource({"1,0.01", "4,0.8", "9,3", "80,60", "150,120", "260,220"})
    void atLeast_meanKnown_isTheOtherTail(int events, double mean) {
        double exact = PoissonDistribution.of(mean).survivalProbability(events - 1);

        assertThat(Chance.atLeast(events, mean, 0)).isCloseTo(exact, within(tolerance(events - 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,4.6,0.4",
        "2,12,0.6",
        "12,27.5,0.58",
        "60,200,0.45",
        "190,500,0.4",
        "210,560,0.4",
        "3000,9000,0.5",
        "0,1,2"
    })
    void atMost_meanUncertain_isThePoissonTailAveraged(int events, double mean, double spread) {
        assertThat(Chance.atMost(events, mean, spread)).isCloseTo(averaged(events, mean, spread), within(0.004));
    }

    private static double averaged(int events, double mean, double spread) {
        var normal = NormalDistribution.of(0, 1);
        double sum = 0;
        int steps = 4000;
        for (int i = 0; i < steps; i++) {
            double u = normal.inverseCumulativeProbability((i + 0.5) / steps);
            sum += PoissonDistribution.of(mean * Math.exp(spread * u)).cumulativeProbability(events) / steps;
        }
        return sum;
    }

    @Test
    void atMost_aroundTheChangeOfMethod_hasNoStep() {
        assertThat(Chance.atMost(99.001, 150, 0.3)).isCloseTo(Chance.atMost(99, 150, 0.3), within(0.001));
    }

    @Test
    void chances_atTheEdges_areProbabilities() {
        assertThat(Chance.atMost(0, 0, 0)).isEqualTo(1);
        assertThat(Chance.atLeast(0, 0, 1)).isEqualTo(1);
        assertThat(Chance.atLeast(1, 0, 1)).isZero();
        assertThat(Chance.atMost(0, 1e15, 3)).isBetween(0.0, 1e-6);
        assertThat(Chance.atMost(1e15, 1, 0)).isCloseTo(1, within(1e-9));
        assertThat(Chance.atLeast(0.2, 0.1, 0)).isBetween(0.0, 1.0);
    }
}
