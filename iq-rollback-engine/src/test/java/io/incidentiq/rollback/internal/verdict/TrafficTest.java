package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {
    private static final Traffic THREE = Traffic.of(new double[] {1, 0, 5}, new double[] {10, 20, 30});

    @Test
    void sums_ofItsPeriods_arePooled() {
        assertThat(THREE.bad()).isEqualTo(6);
        assertThat(THREE.total()).isEqualTo(60);
        assertThat(THREE.rate()).isEqualTo(0.1);
    }

    @Test
    void parts_ofASeries_areItsPeriods() {
        assertThat(THREE.first(2).total()).isEqualTo(30);
        assertThat(THREE.last(1).bad()).isEqualTo(5);
        assertThat(THREE.last(9).size()).isEqualTo(3);
        assertThat(THREE.part(1, 2).bad(0)).isZero();
        assertThat(THREE.and(THREE.first(1)).total(3)).isEqualTo(10);
    }

    @Test
    void rate_withoutEvents_isZero() {
        assertThat(Traffic.none().rate()).isZero();
        assertThat(Traffic.of(new double[] {0}, new double[] {0}).rate()).isZero();
    }

    @Test
    void pool_ofUnevenTraffic_countsForFewerPeriods() {
        assertThat(Traffic.of(new double[3], new double[] {10, 10, 10}).pool().periods())
                .isCloseTo(3, within(1e-9));
        assertThat(Traffic.of(new double[3], new double[] {1, 1, 1000}).pool().periods())
                .isLessThan(1.1);
        assertThat(Traffic.of(new double[3], new double[] {0, 7, 0}).pool().periods())
                .isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e16, Double.NaN, Double.POSITIVE_INFINITY})
    void of_whatIsNoCount_isRefused(double count) {
        assertThatIllegalArgumentException().isThrownBy(() -> Traffic.of(new double[] {count}, new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> Traffic.of(new double[] {0}, new double[] {count}));
    }

    @Test
    void of_moreBadThanThereAre_allAreBad() {
        assertThat(Traffic.of(new double[] {3}, new double[] {2}).rate()).isEqualTo(1);
    }

    @Test
    void of_differentLengths_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Traffic.of(new double[2], new double[1]));
    }

    @Test
    void of_arraysThatChangeLater_keepsWhatTheyWere() {
        double[] bad = {1};
        Traffic traffic = Traffic.of(bad, new double[] {2});
        bad[0] = 2;

        assertThat(traffic.bad()).isEqualTo(1);
    }
}
