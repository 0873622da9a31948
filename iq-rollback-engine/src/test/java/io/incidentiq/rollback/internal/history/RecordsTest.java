package io.incidentiq.rollback.internal.history;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static io.incidentiq.rollback.procedure.Direction.HIGHER_IS_WORSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.statistics.Sample;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static Sample baseline(Worlds world) {
        return world.evidence().records(ago(20)).baseline(revision(41), r -> true);
    }

    @Test
    void of_longServed_isTheLastSixtyMinutes() {
        Sample record = Worlds.badDeploy()
                .points(80, 79, 0.7)
                .evidence()
                .records(ago(20))
                .of(revision(41));

        assertThat(record.size()).isEqualTo(60);
        assertThat(record.value(0)).isEqualTo(0.7);
    }

    @Test
    void of_servedAgainAfterTheSuspect_isTheHourBeforeTheSuspect() {
        var world = Worlds.badDeploy().deployed(41, 10);

        Sample record = world.evidence().records(ago(20)).of(revision(41));

        assertThat(record.size()).isEqualTo(60);
        assertThat(record.level()).hasValue(Worlds.CALM);
    }

    @Test
    void of_servedBeforeTheData_isEmpty() {
        var world = Worlds.badDeploy().withoutPoints(24 * 60, 20);

        assertThat(world.evidence().records(ago(20)).of(revision(41)).size()).isZero();
    }

    @Test
    void of_neverServed_isEmpty() {
        assertThat(Worlds.badDeploy()
                        .evidence()
                        .records(ago(20))
                        .of(revision(7))
                        .size())
                .isZero();
    }

    @Test
    void usable_fivePoints_isUsableAndFourAreNot() {
        var world = Worlds.empty().points(5, 0, 1);
        Records records = world.evidence().records(ago(0));

        assertThat(records.between(ago(5), ago(0)).usable()).isTrue();
        assertThat(records.between(ago(4), ago(0)).usable()).isFalse();
    }

    @Test
    void baseline_ownRecord_isUsed() {
        var world = Worlds.badDeploy().points(80, 20, 0.7);

        assertThat(baseline(world).median()).hasValue(0.7);
    }

    @Test
    void baseline_servedTooShortly_isTheNewestEarlierStretches() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 26)
                .deployed(42, 20)
                .points(86, 26, 0.7);

        Sample baseline = world.evidence().records(ago(20)).baseline(revision(41), r -> true);

        assertThat(baseline.size()).isEqualTo(60);
        assertThat(baseline.median()).hasValue(0.7);
    }

    @Test
    void baseline_nothingMeasuredInTheLastHour_isTheNewestBeforeIt() {
        var world = Worlds.badDeploy().points(200, 100, 0.7).withoutPoints(100, 20);

        assertThat(baseline(world).size()).isEqualTo(60);
        assertThat(baseline(world).median()).hasValue(0.7);
    }

    @Test
    void baseline_earlierStretchIsAnotherIncident_isTheOneBefore() {
        var world = Worlds.calmUntil(17)
                .deployed(39, 900)
                .deployed(40, 200)
                .deployed(41, 26)
                .deployed(42, 20)
                .points(300, 200, 0.7)
                .points(200, 26, 8.3);

        Sample baseline = world.evidence()
                .records(ago(20))
                .baseline(revision(41), r -> r.level().orElse(0) < 4);

        assertThat(baseline.percentile95()).hasValue(0.7);
    }

    @Test
    void onset_successivePeriodsAboveUpToNow_isTheFirst() {
        var world = Worlds.badDeploy();

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(0)))
                .hasValue(ago(17));
    }

    @Test
    void onset_onePeriodAbove_isNone() {
        var world = Worlds.badDeploy().points(17, 0, Worlds.CALM).points(10, 9, Worlds.FAULT);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(0)))
                .isEmpty();
    }

    @Test
    void onset_aMissingPeriodBetween_isNone() {
        var world = Worlds.badDeploy()
                .points(17, 0, Worlds.CALM)
                .points(10, 7, Worlds.FAULT)
                .withoutPoints(9, 8);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(0)))
                .isEmpty();
    }

    @Test
    void onset_aPairOfHighPeriodsLongAgo_isChance() {
        var world = Worlds.badDeploy().points(600, 598, Worlds.FAULT);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(900), ago(0)))
                .hasValue(ago(17));
    }

    @Test
    void onset_nothingHighLately_isNone() {
        var world = Worlds.badDeploy().points(17, 0, Worlds.CALM).points(12, 7, Worlds.FAULT);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(0)))
                .isEmpty();
    }

    @Test
    void onset_faultThatComesAndGoes_isWhereItCameLast() {
        var world = Worlds.badDeploy().points(9, 7, Worlds.CALM).points(2, 0, Worlds.CALM);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(0)))
                .hasValue(ago(7));
    }

    @Test
    void onset_faultThatIsOver_isSoughtUpToItsEnd() {
        var world = Worlds.badDeploy().points(10, 0, Worlds.CALM);

        assertThat(world.evidence().records(ago(20)).onset(baseline(world), ago(20), ago(10)))
                .hasValue(ago(17));
    }

    @Test
    void onset_noUsableBaseline_isNone() {
        var world = Worlds.badDeploy();

        assertThat(world.evidence().records(ago(20)).onset(Sample.of(HIGHER_IS_WORSE), ago(20), ago(0)))
                .isEmpty();
    }
}
