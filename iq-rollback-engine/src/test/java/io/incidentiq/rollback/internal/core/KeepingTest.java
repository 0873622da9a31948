package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.internal.evidence.TaskLook;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.TaskFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Query FAILURES = new Query.Failures(Worlds.SERVICE, Driven.SUSPECT);

    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    private static List<Query> asked(Driven driven) {
        return driven.woke().core.next() instanceof Batch.Reads reads ? reads.queries() : List.of();
    }

    private static Driven looks(Driven driven) {
        return driven.after(5)
                .sees(Driven.of(Driven.ours(Driven.ALL), Driven.old(2)))
                .after(10);
    }

    @Test
    void stoppedTasks_afterTheFirstLook_areAskedForBesideTheSecond() {
        Driven driven = rollingOut();
        assertThat(asked(driven)).doesNotContain(FAILURES);

        assertThat(asked(looks(driven))).contains(FAILURES, new Query.ServiceNow(Worlds.SERVICE));
        assertThat(asked(driven)).contains(FAILURES);
    }

    @Test
    void stoppedTasks_answered_areKeptAndNotAskedForAgain() {
        var hopeless = new TaskFailure("t1", Worlds.NOW, "CannotPullContainerError", true);
        Driven driven = looks(rollingOut());
        asked(driven);
        driven.answered(FAILURES, new Answer.Failures(List.of(hopeless)));

        assertThat(asked(driven)).doesNotContain(FAILURES);
        assertThat(driven.core.evidence().stopped().tasks()).containsExactly(hopeless);
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.warnings()).noneMatch(w -> w.contains("CannotPull"));
    }

    @Test
    void stoppedTasks_failed_isANoteAndNothingElse() {
        Driven driven = looks(rollingOut());
        asked(driven);
        List<String> before = driven.core.warnings();
        driven.answered(FAILURES, new Answer.Failed(ProviderException.Kind.DENIED, "ecs:ListTasks is not allowed"));

        assertThat(asked(driven)).doesNotContain(FAILURES);
        assertThat(driven.core.evidence().stopped().trouble()).isEqualTo("ecs:ListTasks is not allowed");
        assertThat(driven.core.warnings()).isEqualTo(before);
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void wholeRun_keepsTasksProbesWindowAndMetric() {
        Driven driven = Driven.of(Worlds.badDeploy()).toJudged(0.5, 0.5, 0.5, 0.5, 0.5);

        var kept = driven.core.evidence();
        assertThat(driven.core.ending().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(kept.tasks())
                .extracting(TaskLook::target, TaskLook::others)
                .containsExactly(tuple(0, 3), tuple(3, 0));
        assertThat(kept.probes())
                .singleElement()
                .satisfies(run -> assertThat(run.times()).isEqualTo(3));
        assertThat(kept.window())
                .isNotNull()
                .satisfies(w -> assertThat(w.from()).isEqualTo(Driven.windowFrom()));
        assertThat(kept.metric().get(0).start()).isEqualTo(Worlds.ago(120));
        assertThat(kept.metric().get(kept.metric().size() - 1).start())
                .isEqualTo(Driven.windowFrom().plusSeconds(240));
    }

    @Test
    void refusedPlan_keepsWhatThePlanSaw() {
        var plan = Worlds.badDeploy().plan();

        assertThat(plan.evidence().metric()).hasSize(120);
        assertThat(plan.evidence().stopped().trouble()).startsWith("not asked");
    }
}
