package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static Traffic seeded(boolean correlated, double rate, int each, int periods, int seed) {
        var world = new World(seed, correlated);
        return world.traffic(rate, each, world.factors(periods));
    }

    private static double mean(IntToDoubleFunction ofSeed) {
        return IntStream.range(0, 300).mapToDouble(ofSeed).average().orElseThrow();
    }

    @Test
    void of_aLongQuietBaseline_isLessThanAssumed() {
        assertThat(mean(seed -> Noise.of(seeded(false, 0.01, 2000, 60, seed)).spread()))
                .isLessThan(0.05);
    }

    @Test
    void of_aBaselineThatWanders_isWhatIsAssumed() {
        assertThat(mean(seed -> Noise.of(seeded(true, 0.01, 2000, 60, seed)).spread()))
                .isBetween(0.22, 0.35);
        assertThat(mean(seed -> Noise.of(seeded(true, 0.01, 2000, 60, seed)).memory()))
                .isBetween(0.65, 0.8);
    }

    @Test
    void of_aShortBaseline_isNeverLessThanAssumed() {
        assertThat(Noise.of(seeded(false, 0.01, 2000, 29, 1))).isEqualTo(Noise.ASSUMED);
        assertThat(Noise.of(Traffic.none())).isEqualTo(Noise.ASSUMED);
        assertThat(Noise.of(seeded(false, 0, 2000, 60, 1))).isEqualTo(Noise.ASSUMED);
    }

    @Test
    void of_aShortBaselineThatWandersALot_isMore() {
        double[] total = DoubleStream.generate(() -> 10_000).limit(10).toArray();
        double[] bad = {10, 900, 5, 700, 20, 1200, 8, 30, 600, 12};

        assertThat(Noise.of(Traffic.of(bad, total)).spread()).isBetween(1.0, 4.0);
    }

    @Test
    void variance_ofManyPeriods_isThatOfTheirMean() {
        var noise = new Noise(0.25, 0.7);
        double n = 5;
        double sum = n;
        for (int lag = 1; lag < n; lag++) {
            sum += 2 * (n - lag) * Math.pow(0.7, lag);
        }

        assertThat(noise.variance(5)).isCloseTo(Math.log(1.25) * sum / n / n, within(1e-12));
        assertThat(noise.variance(1)).isCloseTo(Math.log(1.25), within(1e-12));
        assertThat(noise.variance(0)).isCloseTo(Math.log(1.25), within(1e-12));
    }

    @Test
    void variance_withoutMemory_fallsWithThePeriods() {
        assertThat(new Noise(0.25, 0).variance(10)).isCloseTo(Math.log(1.25) / 10, within(1e-12));
    }
}
