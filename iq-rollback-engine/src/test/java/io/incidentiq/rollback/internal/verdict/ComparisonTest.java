package io.incidentiq.rollback.internal.verdict;

import static io.incidentiq.rollback.internal.verdict.Counts.repeated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Traffic NORMAL = repeated(60, 200, 1, 0, 2, 1);
    private static final Traffic FAULT = repeated(10, 200, 11, 9, 10);

    @Test
    void worse_aTenfoldFault_isShown() {
        assertThat(Comparison.worse(FAULT, NORMAL)).isEqualTo(Shown.YES);
        assertThat(Comparison.worse(NORMAL, FAULT)).isEqualTo(Shown.NO);
    }

    @Test
    void worse_theSame_isNotShown() {
        assertThat(Comparison.worse(NORMAL, NORMAL)).isEqualTo(Shown.NO);
        assertThat(Comparison.worse(repeated(10, 200, 0), repeated(60, 200, 0))).isEqualTo(Shown.NO);
    }

    @Test
    void worse_tooLittleMeasured_isUnknown() {
        assertThat(Comparison.worse(FAULT.first(2), NORMAL)).isEqualTo(Shown.UNKNOWN);
        assertThat(Comparison.worse(FAULT, Traffic.none())).isEqualTo(Shown.UNKNOWN);
        assertThat(Comparison.worse(repeated(9, 0, 0), NORMAL)).isEqualTo(Shown.UNKNOWN);
    }

    @Test
    void worse_oneBadEventAfterNone_isNotShown() {
        assertThat(Comparison.worse(repeated(3, 10, 1, 0, 0), repeated(5, 10, 0)))
                .isEqualTo(Shown.NO);
        assertThat(Comparison.worse(repeated(3, 10, 7, 8, 6), repeated(5, 10, 0)))
                .isEqualTo(Shown.YES);
    }

    @Test
    void worse_ofTheSameService_isShownOnceInAHundredAtMost() {
        long shown = IntStream.range(0, 2000)
                .filter(seed -> {
                    var world = new World(seed, true);
                    Traffic before = world.traffic(0.01, 2000, world.factors(60));
                    world.factors(20);
                    return Comparison.worse(world.traffic(0.01, 2000, world.factors(10)), before) == Shown.YES;
                })
                .count();

        assertThat(shown).isLessThanOrEqualTo(40);
    }

    @Test
    void midpoint_aRecordOnEitherSide_isShown() {
        assertThat(Comparison.betterThanMidpoint(repeated(10, 200, 1), NORMAL, FAULT))
                .isEqualTo(Shown.YES);
        assertThat(Comparison.betterThanMidpoint(repeated(10, 200, 5), NORMAL, FAULT))
                .isEqualTo(Shown.NO);
    }

    @Test
    void midpoint_tooLittleMeasured_isUnknown() {
        assertThat(Comparison.betterThanMidpoint(FAULT, NORMAL, Traffic.none())).isEqualTo(Shown.UNKNOWN);
        assertThat(Comparison.betterThanMidpoint(FAULT.first(2), NORMAL, FAULT)).isEqualTo(Shown.UNKNOWN);
    }
}
