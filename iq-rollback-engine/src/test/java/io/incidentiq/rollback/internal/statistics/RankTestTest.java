package io.incidentiq.rollback.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache Commons Statistics is the oracle where it counts, all arrangements tried one by one where it doesn't. */
class RankTestTest {
    private static double commons(double[] a, double[] b, PValueMethod method) {
        return MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .with(method)
                .test(a, b)
                .getPValue();
    }

    /** Two samples of one seed, the first higher by a little more from seed to seed. */
    private static final class Pair {
        private final int seed;
        private final double[] a;
        private final double[] b;

        private Pair(int seed, double[] a, double[] b) {
            this.seed = seed;
            this.a = a;
            this.b = b;
        }

        @Override
        public String toString() {
            return "seed " + seed;
        }

        static Pair of(int seed, int n, int m) {
            var random = new Random(seed);
            double shift = (seed % 7) / 3.0;
            return new Pair(
                    seed,
                    random.doubles(n).map(v -> v + shift).toArray(),
                    random.doubles(m).toArray());
        }

        Pair tied() {
            return new Pair(seed, whole(a), whole(b));
        }

        private static double[] whole(double[] values) {
            return Arrays.stream(values).map(v -> Math.floor(4 * v)).toArray();
        }
    }

    static Stream<Pair> small() {
        return IntStream.range(0, 200).mapToObj(seed -> Pair.of(seed, 1 + seed % 9, 1 + seed % 13));
    }

    static Stream<Pair> large() {
        return IntStream.range(0, 60).mapToObj(seed -> Pair.of(seed, 60 + seed % 30, 55 + seed % 40));
    }

    @ParameterizedTest
    @MethodSource("small")
    void probability_smallSamples_isExact(Pair pair) {
        assertThat(RankTest.probability(pair.a, pair.b))
                .isCloseTo(commons(pair.a, pair.b, PValueMethod.EXACT), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("large")
    void probability_largeSamples_isTheNormalOne(Pair pair) {
        assertThat(RankTest.probability(pair.a, pair.b))
                .isCloseTo(commons(pair.a, pair.b, PValueMethod.ASYMPTOTIC), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("large")
    void probability_largeSamplesWithTies_isTheNormalOne(Pair pair) {
        Pair tied = pair.tied();

        assertThat(RankTest.probability(tied.a, tied.b))
                .isCloseTo(commons(tied.a, tied.b, PValueMethod.ASYMPTOTIC), within(1e-6));
    }

    static Stream<Pair> few() {
        return IntStream.range(0, 100).mapToObj(seed -> Pair.of(seed, 1 + seed % 5, 1 + seed % 6));
    }

    @ParameterizedTest
    @MethodSource("few")
    void probability_smallSamplesWithTies_isTheShareOfAllArrangements(Pair pair) {
        Pair tied = pair.tied();

        assertThat(RankTest.probability(tied.a, tied.b)).isCloseTo(arranged(tied.a, tied.b), within(1e-12));
    }

    private static double arranged(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        double seen = rankSum(all, (1 << a.length) - 1);
        int ways = 0;
        int extreme = 0;
        for (int chosen = 0; chosen < 1 << all.length; chosen++) {
            if (Integer.bitCount(chosen) == a.length) {
                ways++;
                extreme += rankSum(all, chosen) >= seen - 1e-9 ? 1 : 0;
            }
        }
        return (double) extreme / ways;
    }

    private static double rankSum(double[] all, int chosen) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            double value = all[i];
            double below = Arrays.stream(all).filter(v -> v < value).count();
            double equal = Arrays.stream(all).filter(v -> v == value).count();
            sum += (chosen >> i & 1) == 1 ? below + (equal + 1) / 2 : 0;
        }
        return sum;
    }

    static Stream<Pair> all() {
        return Stream.of(small(), small().map(Pair::tied), large(), large().map(Pair::tied))
                .flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("all")
    void higher_anySamples_agreesWithTheProbability(Pair pair) {
        assertThat(RankTest.higher(pair.a, pair.b)).isEqualTo(RankTest.probability(pair.a, pair.b) <= 0.01);
    }

    @Test
    void probability_nothingToCompare_isOne() {
        assertThat(RankTest.probability(new double[0], new double[] {1})).isEqualTo(1);
        assertThat(RankTest.probability(new double[] {1}, new double[0])).isEqualTo(1);
        assertThat(RankTest.higher(new double[] {1}, new double[0])).isFalse();
        assertThat(RankTest.higher(new double[0], new double[] {1})).isFalse();
    }

    @Test
    void probability_allTheSame_isOne() {
        assertThat(RankTest.probability(new double[] {2, 2, 2}, new double[] {2, 2}))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "5, 5", "3, 7", "60, 5"})
    void fewest_againstOthers_isWhatCanReachOneInAHundred(int others, int fewest) {
        assertThat(RankTest.fewest(5, others)).isEqualTo(fewest);
    }

    @Test
    void fewest_againstTwo_isMany() {
        assertThat(RankTest.fewest(5, 2)).isEqualTo(13);
    }

    private static double[] upTo(int last) {
        return IntStream.rangeClosed(1, last).asDoubleStream().toArray();
    }

    @Test
    void higher_oneAboveNinetyNine_isExactlyOnePercentAndShown() {
        assertThat(RankTest.higher(new double[] {100}, upTo(99))).isTrue();
        assertThat(RankTest.higher(new double[] {100}, upTo(98))).isFalse();
    }

    @Test
    void higher_oneAboveAllButOneOfTwoHundred_isExactlyOnePercentAndShown() {
        assertThat(RankTest.higher(new double[] {198.5}, upTo(199))).isTrue();
        assertThat(RankTest.higher(new double[] {197.5}, upTo(198))).isFalse();
    }

    @Test
    void fewest_chanceOfExactlyOnePercent_isEnough() {
        assertThat(RankTest.fewest(1, 99)).isEqualTo(1);
        assertThat(RankTest.fewest(1, 98)).isEqualTo(2);
    }

    @Test
    void fewest_againstNothing_isAThousand() {
        assertThat(RankTest.fewest(3, 0)).isEqualTo(1_000);
    }
}
