package io.incidentiq.examples.alarm;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every alarm that came while the process lives, and what became of it. Planning is done by few threads, and alarms beyond what they
 * can do are sent away. Thread-safe.
 */
final class Rollbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rollbacks.class);
    private static final int PLANNINGS = 5;
    private static final int LAST_WORDS_SECONDS = 10;

    private final RollbackEngine engine;
    private final RollbackProcedure procedure;
    private final Team team;
    private final ExecutorService planners;
    private final Map<String, AlarmCase> byMark = new HashMap<>();
    private final Map<String, AlarmCase> byId = new HashMap<>();

    Rollbacks(RollbackEngine engine, RollbackProcedure procedure, Team team, ExecutorService planners) {
        this.engine = engine;
        this.procedure = procedure;
        this.team = team;
        this.planners = planners;
    }

    /** Begins with a new alarm; of one that is known, says what became of it. */
    synchronized Answer take(Alarm alarm) {
        Optional<AlarmCase> known =
                alarm.marks().stream().map(byMark::get).filter(c -> c != null).findFirst();
        AlarmCase alarmCase = known.orElseGet(() -> new AlarmCase(alarm));
        if (known.isEmpty()) {
            try {
                planners.execute(() -> plan(alarmCase));
            } catch (RejectedExecutionException e) {
                return Answer.refused(503, "too many alarms at once, or shutting down; send it again later");
            }
            LOG.info("{}: rollback {}", alarm.text(), alarmCase.id());
            byId.put(alarmCase.id(), alarmCase);
        }
        alarm.marks().forEach(mark -> byMark.putIfAbsent(mark, alarmCase));
        return Answer.of(known.isEmpty() ? 202 : 200, json -> {
            json.writeStringField("rollback", alarmCase.id());
            json.writeBooleanField("repeated", known.isPresent());
        });
    }

    synchronized Optional<AlarmCase> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Carries out the plan of {@code alarmCase} if {@code approval} is right for it. */
    Answer approve(AlarmCase alarmCase, Approval approval) {
        AlarmCase.Decision decision = alarmCase.decide(approval);
        RollbackPlan plan = decision.plan();
        if (plan == null) {
            LOG.info("rollback {}: approval by {} refused", alarmCase.id(), approval.by());
            return decision.answer();
        }
        LOG.info("rollback {}: approved by {}", alarmCase.id(), approval.by());
        // Not engine.run: where the plan is stale, nobody has approved the next one.
        Rollback started = engine.start(plan);
        alarmCase.follow(started);
        started.completion().thenAccept(report -> ended(alarmCase, report));
        return decision.answer();
    }

    private void ended(AlarmCase alarmCase, RollbackReport report) {
        LOG.info("rollback {}: {}, changed: {}", alarmCase.id(), report.ending(), report.changed());
        alarmCase.end(report);
        if (report.outcome() == Outcome.REFUSED) {
            try {
                planners.execute(() -> plan(alarmCase)); // what it looks like now, for the next approval
            } catch (RejectedExecutionException e) {
                LOG.info("rollback {}: not planned again", alarmCase.id());
            }
        }
    }

    private void plan(AlarmCase alarmCase) {
        try {
            RollbackPlan plan = engine.plan(procedure, alarmCase.alarm().request());
            for (int i = 1; i < PLANNINGS && unanswered(plan); i++) {
                plan = engine.plan(procedure, alarmCase.alarm().request());
            }
            Optional<Ending> hopeless = AlarmCase.beyondConfirming(plan);
            if (hopeless.isPresent()) {
                alarmCase.end(engine.start(plan).await());
                LOG.info("rollback {}: {}", alarmCase.id(), hopeless.get());
                team.nothingWillBeDone(alarmCase, plan, hopeless.get().toString());
                return;
            }
            String fingerprint = alarmCase.waitFor(plan);
            LOG.info("rollback {}: plan {} waits for an approval", alarmCase.id(), fingerprint);
            if (!team.ask(alarmCase, plan, fingerprint)) {
                alarmCase.teamDoesNotKnow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            alarmCase.fail("the service was shut down while planning");
        } catch (RuntimeException e) {
            LOG.warn("rollback {}: planning failed", alarmCase.id(), e);
            alarmCase.fail("planning failed: " + e.getMessage());
        }
    }

    private static boolean unanswered(RollbackPlan plan) {
        return plan.ending()
                .filter(ending -> ending.reason() == Reason.PROVIDER_UNAVAILABLE)
                .isPresent();
    }

    /** Gives up what is under way: before its write it changes nothing, a write in flight gets its answer, the platform goes on. */
    @Override
    public void close() {
        planners.shutdownNow();
        List<Rollback> underWay;
        synchronized (this) {
            underWay =
                    byId.values().stream().flatMap(c -> c.underWay().stream()).toList();
        }
        underWay.forEach(r -> r.cancel("alarm-service", "it is shut down"));
        CompletableFuture.allOf(underWay.stream().map(Rollback::completion).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
