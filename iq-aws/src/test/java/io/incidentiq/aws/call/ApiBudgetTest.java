package io.incidentiq.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ApiBudgetTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ApiBudget budget = new ApiBudget(nanos::get);

    private int taken(ApiBudget.Kind kind) {
        int taken = 0;
        while (taken < 1000 && budget.take(kind)) {
            taken++;
        }
        return taken;
    }

    @Test
    void take_fromTheStart_allowsAQuarterOfTheBurst() {
        assertThat(taken(ApiBudget.Kind.SERVICES)).isEqualTo(25);
        assertThat(taken(ApiBudget.Kind.WRITES)).isEqualTo(12);
    }

    @Test
    void take_whenEmpty_earnsAQuarterOfTheRate() {
        taken(ApiBudget.Kind.SERVICES);

        nanos.addAndGet(2_000_000_000L);

        assertThat(taken(ApiBudget.Kind.SERVICES)).isEqualTo(10);
    }

    @Test
    void take_afterALongRest_neverAllowsMoreThanTheBurst() {
        nanos.addAndGet(3_600_000_000_000L);

        assertThat(taken(ApiBudget.Kind.SERVICES)).isEqualTo(25);
    }

    @Test
    void take_oneKindUsedUp_leavesTheOthers() {
        taken(ApiBudget.Kind.DEFINITIONS);

        assertThat(budget.take(ApiBudget.Kind.WRITES)).isTrue();
    }
}
