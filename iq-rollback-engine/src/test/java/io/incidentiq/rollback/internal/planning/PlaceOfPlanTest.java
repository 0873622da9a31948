package io.incidentiq.rollback.internal.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.Place;
import org.junit.jupiter.api.Test;

class PlaceOfPlanTest {
    private static final Place HERE = Place.ofArn("arn:aws:ecs:eu-west-1:111122223333:service/prod/payments");

    private static PlannedRollback plan(Place here, String expected) {
        return Worlds.badDeploy()
                .snapshot(s -> s.withPlace(here))
                .request(r -> r.withExpectedAccount(expected))
                .plan();
    }

    @Test
    void plan_ofAPlaceThatIsKnown_saysItAtTheTop() {
        PlannedRollback plan =
                Worlds.badDeploy().snapshot(s -> s.withPlace(HERE)).plan();

        assertThat(plan.toString().lines().limit(4)).contains("account 111122223333, Region eu-west-1");
        assertThat(PlanJson.of(plan)).contains("\"account\" : \"111122223333\"").contains("\"region\" : \"eu-west-1\"");
    }

    @Test
    void plan_ofAPlaceThatNobodyTells_saysThat() {
        assertThat(Worlds.badDeploy().plan().toString().lines().limit(4)).contains("account and Region unknown");
    }

    @Test
    void plan_inTheExpectedAccount_isExecutable() {
        assertThat(plan(HERE, "111122223333").ending()).isEmpty();
    }

    @Test
    void plan_inAnotherAccount_isRefused() {
        PlannedRollback plan = plan(HERE, "999988887777");

        assertThat(plan.ending()).hasValueSatisfying(e -> {
            assertThat(e.reason()).isEqualTo(Reason.OTHER_ACCOUNT);
            assertThat(e.detail()).contains("expected account 999988887777", "found account 111122223333");
        });
        assertThat(plan.toString()).contains("account 111122223333, Region eu-west-1");
    }

    @Test
    void plan_accountUnknown_isNoExpectedOne() {
        assertThat(plan(Place.unknown(), "111122223333").ending())
                .hasValueSatisfying(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_ACCOUNT));
    }

    @Test
    void changeTo_anotherAccount_isAnotherSituation() {
        Situation planned = plan(HERE, "111122223333").situation().orElseThrow();
        Place elsewhere = Place.ofArn("arn:aws:ecs:eu-west-1:999988887777:service/prod/payments");
        Situation now = new Situation(planned.rollouts(), planned.primary(), planned.state(), elsewhere);

        assertThat(planned.changeTo(now)).contains("account 111122223333", "account 999988887777");
        assertThat(planned.changeTo(planned)).isNull();
    }

    @Test
    void withExpectedAccount_blank_isRefused() {
        assertThatThrownBy(() -> RollbackRequest.of("payments").withExpectedAccount(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
