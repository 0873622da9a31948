package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static io.incidentiq.rollback.plan.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordsTest {
    private static Numbers baseline(Worlds world) {
        return world.evidence().records(ago(20)).baseline(revision(41), ago(297));
    }

    @Test
    void of_longServed_isTheLastSixtyMinutes() {
        Numbers record = Worlds.badDeploy().evidence().records(ago(20)).of(revision(41));

        assertThat(record.points()).hasSize(60);
        assertThat(record.points().get(0).start()).isEqualTo(ago(80));
    }

    @Test
    void of_servedAgainAfterTheSuspect_isTheHourBeforeTheSuspect() {
        var world = Worlds.badDeploy().deployed(41, 10);

        assertThat(world.evidence().records(ago(20)).of(revision(41)).points())
                .hasSize(60)
                .allMatch(p -> p.value() == Worlds.CALM);
    }

    @Test
    void of_servedBeforeTheData_isEmpty() {
        var world = Worlds.badDeploy().withoutPoints(24 * 60, 20);

        assertThat(world.evidence().records(ago(20)).of(revision(41)).points()).isEmpty();
    }

    @Test
    void of_neverServed_isEmpty() {
        assertThat(Worlds.badDeploy()
                        .evidence()
                        .records(ago(20))
                        .of(revision(7))
                        .points())
                .isEmpty();
    }

    @Test
    void usable_fivePoints_isUsableAndFourAreNot() {
        var world = Worlds.empty().points(5, 0, 1);
        var facts = world.facts();

        assertThat(Records.usable(new Numbers(
                        facts.wholePeriods(ago(5), ago(0), world.settings().period()))))
                .isTrue();
        assertThat(Records.usable(new Numbers(
                        facts.wholePeriods(ago(4), ago(0), world.settings().period()))))
                .isFalse();
    }

    @Test
    void baseline_ownRecord_isUsed() {
        var world = Worlds.badDeploy().points(80, 20, 0.7);

        assertThat(baseline(world).median()).hasValue(0.7);
    }

    @Test
    void baseline_servedTooShortly_isTheHourBeforeTheNextDeployment() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 26)
                .deployed(42, 20)
                .points(80, 20, 0.7);

        Numbers baseline = world.evidence().records(ago(20)).baseline(revision(41), ago(23));

        assertThat(baseline.points()).hasSize(60);
        assertThat(baseline.median()).hasValue(0.7);
    }

    @Test
    void baseline_recordAndHourBeforeTheNextLieBeforeTheData_isTheHourBeforeTheSuspect() {
        var world = Worlds.empty()
                .deployed(40, 3000)
                .deployed(41, 2500)
                .deployed(42, 2000)
                .deployed(43, 20)
                .points(24 * 60, 0, 0.9);

        Numbers baseline = world.evidence().records(ago(20)).baseline(revision(41), ago(2497));

        assertThat(baseline.points()).hasSize(60);
        assertThat(baseline.points().get(0).start()).isEqualTo(ago(80));
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

        assertThat(world.evidence().records(ago(20)).onset(new Numbers(java.util.List.of()), ago(20), ago(0)))
                .isEmpty();
    }

    @Test
    void incident_ofWholePeriods_isTheirMean() {
        assertThat(Worlds.badDeploy()
                        .points(4, 2, 4.0)
                        .evidence()
                        .records(ago(20))
                        .incident(ago(4), ago(0)))
                .hasValue(6.0);
    }

    @Test
    void incident_noWholePeriod_isUnknown() {
        assertThat(Worlds.badDeploy().evidence().records(ago(20)).incident(ago(0), ago(0)))
                .isEmpty();
    }
}
