package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Planning;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one plan: asks what the planning wants to know, on a clock that doesn't jump. Whatever a step throws ends in a plan that says so. */
final class PlanRun {
    private static final Logger LOG = LoggerFactory.getLogger(PlanRun.class);

    private final Settings settings;
    private final PortCalls calls;
    private final TimeSource time;
    private final Notifier notifier;
    private final Telling telling;
    private final Instant begun;
    private final Duration begunElapsed;

    PlanRun(Settings settings, PortCalls calls, Notifier notifier, List<RollbackListener> listeners) {
        this.settings = settings;
        this.calls = calls;
        this.time = calls.bounded().time();
        this.notifier = notifier;
        this.telling = new Telling(listeners, time);
        this.begun = time.instant();
        this.begunElapsed = time.elapsed();
    }

    private Instant now() {
        return begun.plus(time.elapsed().minus(begunElapsed));
    }

    /** @throws GateRefusal if the request states something that doesn't fit the gate's status */
    PlannedRollback make() throws InterruptedException {
        try {
            return planned().withReads(calls.reads());
        } catch (GateRefusal e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("a fault of the engine ends a plan for {}", settings.service(), e);
            var fault = new Ending(
                    Outcome.FAILED, Reason.INTERNAL_ERROR, "a fault of this program while planning: %s".formatted(e));
            return PlannedRollback.unanswered(settings, now(), fault).withReads(calls.reads());
        }
    }

    private PlannedRollback planned() throws InterruptedException {
        Settings here = settings.at(known(calls.place()));
        boolean reachesPeople = known(calls.reachesPeople(notifier));
        var planning = new Planning(here, begun, reachesPeople, time.pace());
        List<Query> queries = planning.next(now());
        while (!queries.isEmpty()) {
            List<Answer> answers = known(calls.askBeforeTheWrite(queries));
            for (int i = 0; i < queries.size(); i++) {
                learn(planning, queries.get(i), answers.get(i));
            }
            pause(planning.pause());
            queries = planning.next(now());
        }
        return planning.plan(now());
    }

    private <T> T known(CompletableFuture<T> asked) throws InterruptedException {
        time.await(asked);
        return asked.join();
    }

    private void learn(Planning planning, Query query, Answer answer) {
        Instant at = now();
        planning.learn(at, query, answer);
        if (answer instanceof Answer.Failed failed && failed.retryable()) {
            var read = new UnansweredRead(settings.service(), begun, at, failed.message());
            telling.tell(listener -> listener.unanswered(read));
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        if (!pause.isZero()) {
            var over = new CompletableFuture<Boolean>();
            time.schedule(pause, () -> over.complete(true));
            known(over);
        }
    }
}
