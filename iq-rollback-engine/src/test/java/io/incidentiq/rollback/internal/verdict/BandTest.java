package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandTest {
    private static final Noise NONE = new Noise(0, 0);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100})
    void of_countsWithoutOtherNoise_isTheExactInterval(int bad) {
        Band band = Band.of(new Pool(bad, 10_000, 5), NONE);

        assertThat(10_000 * band.low())
                .isCloseTo(GammaDistribution.of(bad, 1).inverseCumulativeProbability(0.025), within(0.07));
        assertThat(10_000 * band.high())
                .isCloseTo(GammaDistribution.of(bad + 1, 1).inverseCumulativeProbability(0.975), within(0.07));
    }

    @Test
    void of_ratesThatWander_holdsTheTruthIn95Of100() {
        long held = IntStream.range(0, 2000)
                .filter(seed -> {
                    var world = new World(seed, true);
                    world.factors(9);
                    Band band =
                            Band.of(world.traffic(0.01, 400, world.factors(5)).pool(), Noise.ASSUMED);
                    return band.low() <= 0.01 && 0.01 <= band.high();
                })
                .count();

        assertThat(held / 2000.0).isBetween(0.93, 0.98);
    }

    @Test
    void of_theEdges_staysAShare() {
        assertThat(Band.of(new Pool(0, 0, 0), Noise.ASSUMED)).isEqualTo(new Band(0, 0, 1));
        assertThat(Band.of(new Pool(0, 100, 5), Noise.ASSUMED).low()).isZero();
        assertThat(Band.of(new Pool(100, 100, 5), Noise.ASSUMED).high()).isEqualTo(1);
    }
}
