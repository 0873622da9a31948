package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedTasksTest {
    private static final Query.Failures FAILURES = new Query.Failures(Worlds.SERVICE, Driven.OURS);

    private static Driven failed(Driven driven, Instant at, boolean permanent) {
        return driven.answered(
                FAILURES,
                new Answer.Failures(List.of(new TaskFailure("t1", at, "CannotPullContainerError", permanent))));
    }

    /** Two of three tasks run, and so many have failed. */
    private static ServiceSnapshot withFailed(int failed) {
        return Driven.of(Driven.ours(new TaskCounts(3, 2, 1, failed, 0)));
    }

    private static boolean asks(Driven driven) {
        return driven.core.next() instanceof Batch.Reads reads
                && reads.queries().contains(FAILURES);
    }

    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    private static Driven lostAgain() {
        return Driven.of(Worlds.badDeploy()).toVerifying().after(15).sees(withFailed(1));
    }

    @Test
    void permanent_whileRollingOut_endsIt() {
        Driven driven = failed(rollingOut(), Worlds.NOW, true);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.PERMANENT_TASK_FAILURE);
    }

    @Test
    void passing_whileRollingOut_isAWarning() {
        Driven driven = failed(rollingOut(), Worlds.NOW, false);

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.warnings()).containsExactly("task t1 failed: CannotPullContainerError");
    }

    @Test
    void causes_moreFailedThanBefore_areAskedForOnce() {
        Driven driven = rollingOut().after(5).sees(withFailed(1)).after(5).woke();
        assertThat(asks(driven)).isTrue();

        failed(driven, driven.now(), false).sees(withFailed(1)).after(5).woke();

        assertThat(asks(driven)).isFalse();
    }

    @Test
    void causes_readFails_areAskedForAgain() {
        Driven driven = rollingOut().after(5).sees(withFailed(1)).after(5).woke();

        driven.sees(withFailed(1)).answered(FAILURES, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "503"));
        driven.after(5).woke();

        assertThat(asks(driven)).isTrue();
    }

    @Test
    void causes_readIsDenied_areAskedForOnlyOnceMoreHaveFailed() {
        Driven driven = rollingOut().after(5).sees(withFailed(1)).after(5).woke();

        driven.sees(withFailed(1)).answered(FAILURES, new Answer.Failed(ProviderException.Kind.DENIED, "no"));
        driven.after(5).woke();
        assertThat(asks(driven)).isFalse();

        driven.sees(withFailed(2)).after(5).woke();
        assertThat(asks(driven)).isTrue();
    }

    @Test
    void crashLoop_isCountedAndTheNewestShown() {
        Driven driven = rollingOut();
        for (int i = 1; i <= 1_211; i++) {
            driven.answered(
                    FAILURES,
                    new Answer.Failures(
                            List.of(new TaskFailure("t" + i, Worlds.NOW.plusSeconds(i), "exited with " + i, false))));
        }

        assertThat(driven.core.warnings()).containsExactly("1,211 tasks failed, last: exited with 1211");
    }

    @Test
    void crashLoop_platformCountsMoreThanItTells_thatIsSaid() {
        Driven driven = failed(rollingOut().after(5).sees(withFailed(40)), Worlds.NOW, false);

        assertThat(driven.core.warnings()).containsExactly("40 tasks failed, last: CannotPullContainerError");
    }

    @Test
    void permanent_afterMitigation_isAWarning() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying().after(15);

        failed(driven, driven.now(), true);

        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);
        assertThat(driven.core.warnings()).containsExactly("task t1 failed: CannotPullContainerError");
    }

    @Test
    void permanent_afterMitigationIsLostAgain_isAskedForAndEndsIt() {
        Driven driven = lostAgain();
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        driven.after(5).sees(withFailed(1)).after(5).woke();
        assertThat(asks(driven)).isTrue();
        failed(driven, driven.now(), true);

        assertThat(driven.reason()).isEqualTo(Reason.PERMANENT_TASK_FAILURE);
    }

    @Test
    void permanent_fromBeforeTheTargetServed_doesNotCountWhenItIsLost() {
        Driven driven = failed(lostAgain(), Worlds.NOW.plusSeconds(1), true);

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }
}
