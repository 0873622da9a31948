package io.incidentiq.simulator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void of_requestsThatFailOrDont_areTheirShare() {
        Values values = Values.of(0, 197, 100, 3);

        assertThat(values.count()).isEqualTo(200);
        assertThat(values.average()).isEqualTo(1.5);
        assertThat(values.sum()).isEqualTo(300);
        assertThat(values.least()).isZero();
        assertThat(values.most()).isEqualTo(100);
        assertThat(values.percentile(98)).isZero();
        assertThat(values.percentile(99)).isEqualTo(100);
    }

    @Test
    void of_noneFails_theLargestIsZero() {
        assertThat(Values.of(0, 20, 100, 0).most()).isZero();
    }

    @Test
    void average_oneValueManyTimes_isThatValueToTheLastBit() {
        assertThat(Values.of(0.1, 7).average()).isEqualTo(0.1);
        assertThat(Values.of(Double.NaN, 1).average()).isNaN();
    }

    @Test
    void percentile_differentValues_isTheSmallestThatSoManyDontExceed() {
        Values values = Values.of(List.of(4.0, 1.0, 3.0, 2.0), 25);

        assertThat(values.count()).isEqualTo(100);
        assertThat(values.percentile(50)).isEqualTo(2);
        assertThat(values.percentile(51)).isEqualTo(3);
        assertThat(values.percentile(100)).isEqualTo(4);
        assertThat(values.percentile(0)).isEqualTo(1);
    }

    @Test
    void plus_another_pools() {
        Values both = Values.of(1, 3).plus(Values.of(5, 1));

        assertThat(both.count()).isEqualTo(4);
        assertThat(both.average()).isEqualTo(2);
    }
}
