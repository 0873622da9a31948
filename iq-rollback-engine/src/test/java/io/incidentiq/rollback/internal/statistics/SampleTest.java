package io.incidentiq.rollback.internal.statistics;

import static io.incidentiq.rollback.procedure.Direction.HIGHER_IS_WORSE;
import static io.incidentiq.rollback.procedure.Direction.LOWER_IS_WORSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Sample of(double... values) {
        return Sample.of(HIGHER_IS_WORSE, values);
    }

    private static Sample upTo(int last) {
        return of(IntStream.rangeClosed(1, last).asDoubleStream().toArray());
    }

    @Test
    void all_noValues_areEmpty() {
        assertThat(of().level()).isEmpty();
        assertThat(of().median()).isEmpty();
        assertThat(of().percentile95()).isEmpty();
    }

    @Test
    void level_ofBareRates_isTheMean() {
        assertThat(of(1, 2, 6).level()).hasValue(3);
    }

    @Test
    void median_oddCount_isTheMiddleOne() {
        assertThat(of(9, 1, 2).median()).hasValue(2);
    }

    @Test
    void median_evenCount_isTheMeanOfTheTwoInTheMiddle() {
        assertThat(of(9, 1, 2, 4).median()).hasValue(3);
    }

    @Test
    void percentile95_ofTwenty_isTheNineteenth() {
        assertThat(upTo(20).percentile95()).hasValue(19);
    }

    @Test
    void percentile95_ofTwentyOne_isTheTwentieth() {
        assertThat(upTo(21).percentile95()).hasValue(20);
    }

    @Test
    void percentile95_lowerIsWorse_isTheSecondLowestOfTwenty() {
        assertThat(Sample.of(
                                LOWER_IS_WORSE,
                                IntStream.rangeClosed(1, 20).asDoubleStream().toArray())
                        .percentile95())
                .hasValue(2);
    }

    @Test
    void percentile95_ofOne_isThatOne() {
        assertThat(of(7).percentile95()).hasValue(7);
    }

    @Test
    void shownWorseThan_fiveAboveFive_isShown() {
        assertThat(of(6, 7, 8, 9, 10).shownWorseThan(of(1, 2, 3, 4, 5))).isTrue();
        assertThat(of(1, 2, 3, 4, 5).shownBetterThan(of(6, 7, 8, 9, 10))).isTrue();
    }

    @Test
    void shownWorseThan_threeAboveThree_isTooFewToShow() {
        assertThat(of(7, 8, 9).shownWorseThan(of(1, 2, 3))).isFalse();
    }

    @Test
    void shownWorseThan_lowerIsWorse_isShownByLowerValues() {
        assertThat(Sample.of(LOWER_IS_WORSE, 91, 92, 90, 91, 93)
                        .shownWorseThan(Sample.of(LOWER_IS_WORSE, 99, 99.5, 99.2, 99.1, 99.4)))
                .isTrue();
    }

    @Test
    void movedTo_anotherLevel_keepsTheNoise() {
        assertThat(of(1, 2, 3).movedTo(12).level()).hasValue(12);
        assertThat(of(1, 2, 3).movedTo(12).percentile95()).hasValue(13);
    }

    @Test
    void steepestFall_faultThenHealthy_isWhereItEnds() {
        assertThat(of(8, 9, 8, 0.5, 0.4, 0.6).steepestFall()).isEqualTo(3);
    }

    @Test
    void steepestFall_onlyRising_isNone() {
        assertThat(of(1, 2, 3).steepestFall()).isZero();
    }

    @Test
    void longestRowNotWorseThan_lullBetweenFaults_isItsLength() {
        assertThat(of(8, 1, 1, 1, 9, 1, 9).longestRowNotWorseThan(4)).isEqualTo(3);
    }

    @Test
    void longestLull_quietBeforeTheFirstFault_isNone() {
        assertThat(of(1, 1, 1, 1, 8, 1, 9, 1, 1).longestLull(4)).isEqualTo(2);
        assertThat(of(1, 1).longestLull(4)).isZero();
    }

    @Test
    void muchWorseThan_halfAsMuchAgain_isMuchWorse() {
        assertThat(of(0.61, 0.61).muchWorseThan(of(0.4))).isTrue();
        assertThat(of(0.59, 0.59).muchWorseThan(of(0.4))).isFalse();
    }

    @Test
    void muchWorseThan_successRate_countsWhatIsMissingOfTheWhole() {
        Sample good = Sample.of(LOWER_IS_WORSE, 99.6, 99.6);

        assertThat(Sample.of(LOWER_IS_WORSE, 99.3).muchWorseThan(good)).isTrue();
        assertThat(Sample.of(LOWER_IS_WORSE, 99.5).muchWorseThan(good)).isFalse();
        assertThat(Sample.of(LOWER_IS_WORSE, 0.98).muchWorseThan(Sample.of(LOWER_IS_WORSE, 0.999)))
                .isTrue();
    }

    @Test
    void muchWorseThan_countWhereLowerIsWorse_countsTheShareThatIsLeft() {
        Sample four = Sample.of(LOWER_IS_WORSE, 4, 4);

        assertThat(Sample.of(LOWER_IS_WORSE, 2).muchWorseThan(four)).isTrue();
        assertThat(Sample.of(LOWER_IS_WORSE, 3).muchWorseThan(four)).isFalse();
    }

    @Test
    void muchWorseThan_exactlyHalfAsMuchAgain_isMuchWorse() {
        assertThat(of(0.75).muchWorseThan(of(0.5))).isTrue();
    }

    @Test
    void muchWorseThan_usuallyHalfOfTheWhole_countsTheShareThatIsLeft() {
        Sample half = Sample.of(LOWER_IS_WORSE, 50, 50);

        assertThat(Sample.of(LOWER_IS_WORSE, 30).muchWorseThan(half)).isTrue();
        assertThat(Sample.of(LOWER_IS_WORSE, 40).muchWorseThan(half)).isFalse();
    }

    @Test
    void within_valuesOnTheLimits_areWithin() {
        assertThat(of(0, 1).within(0, 1)).isTrue();
        assertThat(of(-0.1).within(0, 1)).isFalse();
        assertThat(of(1.1).within(0, 1)).isFalse();
    }

    @Test
    void steepestFall_alwaysTheSame_isNone() {
        assertThat(of(2, 2, 2).steepestFall()).isZero();
    }

    @Test
    void shownBetterThan_fiveBelowFive_isNotShownTheOtherWayRound() {
        assertThat(of(6, 7, 8, 9, 10).shownBetterThan(of(1, 2, 3, 4, 5))).isFalse();
    }

    @Test
    void leastToTellFrom_fiveValues_isFour() {
        assertThat(Sample.leastToTellFrom(5, 3)).isEqualTo(4);
        assertThat(Sample.leastToTellFrom(12, 3)).isEqualTo(3);
    }
}
