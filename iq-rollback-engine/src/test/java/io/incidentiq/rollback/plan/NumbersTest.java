package io.incidentiq.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricPoint;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static Numbers of(double... values) {
        return new Numbers(IntStream.range(0, values.length)
                .mapToObj(i -> new MetricPoint(Worlds.ago(values.length - i), values[i]))
                .toList());
    }

    @Test
    void all_noPoints_areEmpty() {
        assertThat(of().mean()).isEmpty();
        assertThat(of().median()).isEmpty();
        assertThat(of().percentile95()).isEmpty();
    }

    @Test
    void mean_ofPoints_isTheirAverage() {
        assertThat(of(1, 2, 6).mean()).hasValue(3);
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
        assertThat(of(IntStream.rangeClosed(1, 20).asDoubleStream().toArray()).percentile95())
                .hasValue(19);
    }

    @Test
    void percentile95_ofTwentyOne_isTheTwentieth() {
        assertThat(of(IntStream.rangeClosed(1, 21).asDoubleStream().toArray()).percentile95())
                .hasValue(20);
    }

    @Test
    void percentile95_ofOne_isThatOne() {
        assertThat(of(7).percentile95()).hasValue(7);
    }
}
