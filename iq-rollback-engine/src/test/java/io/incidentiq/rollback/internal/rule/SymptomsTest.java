package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.procedure.Direction.HIGHER_IS_WORSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the metric shows of an incident and of now, by its bare values. Half-way between reference and fault is 4.25. */
class SymptomsTest {
    private static final double CALM = 0.5;
    private static final double FAULT = 8;

    private static final Sample NOTHING = of();

    /** Twelve periods about 0.5; the 95th percentile is 0.6. */
    private static final Sample REFERENCE = of(0.4, 0.5, 0.6, 0.5, 0.4, 0.5, 0.6, 0.5, 0.4, 0.5, 0.6, 0.5);

    private static Sample of(double... values) {
        return Sample.of(HIGHER_IS_WORSE, values);
    }

    private static Sample rows(int times, double value) {
        return of(DoubleStream.generate(() -> value).limit(times).toArray());
    }

    private static Symptoms back(Sample incident, Sample now) {
        return new Symptoms(REFERENCE, incident, now, Worlds.ago(10), now.size(), NOTHING);
    }

    /** The suspect's release serves: the newest periods of the incident are those of now, too. */
    private static Symptoms serving(Sample incident) {
        return new Symptoms(REFERENCE, incident, NOTHING, null, 0, incident);
    }

    @Test
    void isOver_threeGoodPeriodsAfterAFault_isOver() {
        assertThat(back(rows(6, FAULT), rows(3, CALM)).isOver()).isTrue();
    }

    @Test
    void isOver_twoGoodPeriodsAfterAFault_isTooEarlyToTell() {
        assertThat(back(rows(6, FAULT), rows(2, CALM)).isOver()).isFalse();
    }

    @Test
    void untold_threePeriodsOfNow_areTheFewestThatTell() {
        assertThat(back(rows(6, FAULT), rows(2, CALM)).untold()).isTrue();
        assertThat(back(rows(6, FAULT), rows(3, CALM)).untold()).isFalse();
    }

    @Test
    void isOver_aQuarterOfTheFaultIsLeft_isOver() {
        assertThat(back(rows(10, FAULT), rows(5, 2.3)).isOver()).isTrue();
    }

    @Test
    void isOver_moreThanAQuarterOfTheFaultIsLeft_isNotOver() {
        assertThat(back(rows(10, FAULT), rows(5, 2.5)).isOver()).isFalse();
    }

    @Test
    void isOver_spikeOfTwoPeriodsThenThreeGoodOnes_isOver() {
        assertThat(back(rows(2, FAULT), rows(3, CALM)).isOver()).isTrue();
        assertThat(back(rows(1, FAULT), rows(3, CALM)).isOver()).isTrue();
    }

    @Test
    void isOver_oneOfTwoPeriodsWasBad_takesFiveGoodOnes() {
        assertThat(back(of(FAULT, CALM), rows(4, CALM)).isOver()).isFalse();
        assertThat(back(of(FAULT, CALM), rows(5, CALM)).isOver()).isTrue();
    }

    @Test
    void isOver_spikeHardlyWorseThanUsual_takesFiveGoodOnes() {
        assertThat(back(rows(2, 0.65), rows(4, CALM)).isOver()).isFalse();
        assertThat(back(rows(2, 0.65), rows(5, CALM)).isOver()).isTrue();
    }

    @Test
    void isOver_nothingMeasuredOfTheIncidentAndNowALittleWorseThanUsual_isNotOver() {
        assertThat(back(NOTHING, rows(5, 0.7)).isOver()).isFalse();
    }

    @Test
    void isOver_threePeriodsThatShowNoIncident_areNoneToBeBackFrom() {
        assertThat(back(rows(3, CALM), rows(5, CALM)).isOver()).isFalse();
    }

    @Test
    void isOver_threePeriodsAgainstAReferenceTooShortToTell_isNotOver() {
        var symptoms = new Symptoms(rows(5, CALM), rows(3, FAULT), rows(9, CALM), Worlds.ago(10), 9, NOTHING);

        assertThat(symptoms.visibility()).isEqualTo(Visibility.UNKNOWN);
        assertThat(symptoms.isOver()).isFalse();
    }

    @Test
    void goesOn_incidentNotMeasuredAndNowGood_isFalse() {
        assertThat(new Symptoms(REFERENCE, NOTHING, rows(5, CALM), Worlds.ago(10), 5, rows(5, CALM)).goesOn())
                .isFalse();
    }

    @Test
    void goesOn_incidentNotMeasuredAndNowBad_isTrue() {
        assertThat(new Symptoms(REFERENCE, NOTHING, rows(5, FAULT), Worlds.ago(10), 5, rows(5, FAULT)).goesOn())
                .isTrue();
    }

    @Test
    void rests_faultGoneForFivePeriods_isTrue() {
        assertThat(serving(rows(6, FAULT).and(rows(5, CALM))).rests()).isTrue();
    }

    @Test
    void rests_faultGoneForFourPeriods_isFalse() {
        assertThat(serving(rows(6, FAULT).and(rows(4, CALM))).rests()).isFalse();
    }

    @Test
    void rests_goneForTwiceTheLongestLull_isFalseUntilItIsLonger() {
        Sample fault = rows(4, FAULT).and(rows(3, CALM)).and(rows(12, FAULT));

        assertThat(serving(fault.and(rows(6, CALM))).rests()).isFalse();
        assertThat(serving(fault.and(rows(7, CALM))).rests()).isTrue();
    }

    @Test
    void rests_faultThatOnlyGrows_isFalse() {
        Sample growing =
                of(IntStream.rangeClosed(1, 8).mapToDouble(i -> FAULT + i).toArray());

        assertThat(new Symptoms(REFERENCE, growing, NOTHING, null, 0, rows(6, CALM)).rests())
                .isFalse();
    }

    @Test
    void rests_newestPeriodHighButNotHalfWay_isTrue() {
        assertThat(serving(rows(6, FAULT).and(rows(6, CALM)).and(of(3))).rests())
                .isTrue();
    }

    @Test
    void rests_newestPeriodAloneALittleBeyondHalfWay_isTrue() {
        assertThat(serving(rows(6, FAULT).and(rows(6, CALM)).and(of(5))).rests())
                .isTrue();
    }

    @Test
    void rests_newestPeriodNearTheFault_isFalse() {
        assertThat(serving(rows(6, FAULT).and(rows(6, CALM)).and(of(7))).rests())
                .isFalse();
    }

    @Test
    void rests_newestTwoPeriodsALittleBeyondHalfWay_isFalse() {
        assertThat(serving(rows(6, FAULT).and(rows(6, CALM)).and(of(5, 5))).rests())
                .isFalse();
    }

    @Test
    void rests_newestFiveWorseAndTheThreeBeforeBetterThanUsual_isTakenForChance() {
        assertThat(serving(rows(3, 0.3).and(rows(5, 0.8))).rests()).isTrue();
    }

    @Test
    void rests_newestEightWorse_isFalse() {
        assertThat(serving(rows(8, 0.8)).rests()).isFalse();
    }

    @Test
    void visibility_threePeriodsFarAboveTwelve_isVisible() {
        assertThat(Visibility.of(rows(3, FAULT), REFERENCE)).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void visibility_twoPeriods_isUnknown() {
        assertThat(Visibility.of(rows(2, FAULT), REFERENCE)).isEqualTo(Visibility.UNKNOWN);
    }

    @Test
    void visibility_againstFivePeriods_takesFour() {
        assertThat(Visibility.of(rows(3, FAULT), rows(5, CALM))).isEqualTo(Visibility.UNKNOWN);
        assertThat(Visibility.of(rows(4, FAULT), rows(5, CALM))).isEqualTo(Visibility.VISIBLE);
    }
}
