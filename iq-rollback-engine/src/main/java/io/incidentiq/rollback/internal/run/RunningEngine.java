package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Approval;
import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.core.Cancellation;
import io.incidentiq.rollback.internal.core.RollbackCore;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.report.RunDetails;
import io.incidentiq.rollback.internal.report.RunReport;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine: makes plans, and begins runs of them. */
public final class RunningEngine implements RollbackEngine {
    private static final int REPLANS = Defaults.REPLANS.count();

    /** How far two clocks may differ. */
    private static final Duration CLOCKS = Defaults.CLOCK_DIFFERENCE.duration();

    private final Parts parts;

    /** What an engine works with. */
    public record Parts(
            PortCalls.Ports ports,
            Notifier notifier,
            TimeSource time,
            List<RollbackListener> listeners,
            Supplier<String> ids) {
        public Parts {
            listeners = List.copyOf(listeners);
        }

        private PortCalls calls() {
            return new PortCalls(ports, new BoundedCalls(time));
        }
    }

    public RunningEngine(Parts parts) {
        this.parts = parts;
    }

    @Override
    public PlannedRollback plan(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException {
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(request, "request");
        return plan(procedure, request, parts.calls());
    }

    private PlannedRollback plan(RollbackProcedure procedure, RollbackRequest request, PortCalls calls)
            throws InterruptedException {
        Settings settings = Settings.of(procedure, request);
        refuseFuture(settings.request(), parts.time.instant());
        return new PlanRun(settings, calls, parts.notifier, parts.listeners)
                .make()
                .madeBy(this);
    }

    private static void refuseFuture(RollbackRequest request, Instant now) {
        request.incidentStart().filter(start -> start.isAfter(now.plus(CLOCKS))).ifPresent(start -> {
            throw new IllegalArgumentException(
                    "incident start %s: expected one that is over, found one after %s; was a local time written as UTC?"
                            .formatted(InstantFormat.words(start), InstantFormat.words(now)));
        });
    }

    @Override
    public Rollback start(RollbackPlan plan) {
        PlannedRollback planned = ours(plan);
        return start(planned, parts.calls().after(planned.reads()), parts.time.instant());
    }

    private static PlannedRollback ours(RollbackPlan plan) {
        if (Objects.requireNonNull(plan, "plan") instanceof PlannedRollback planned) {
            return planned;
        }
        throw new IllegalArgumentException("plan: expected one that an engine made, found a %s"
                .formatted(plan.getClass().getName()));
    }

    private Rollback start(PlannedRollback plan, PortCalls calls, Instant requestedAt) {
        Optional<Ending> ending = plan.ending();
        if (ending.isPresent()) {
            return new EndedRollback(unbegun(plan, ending.get(), calls.made(), requestedAt));
        }
        var id = new RollbackId(parts.ids.get());
        var means = new RollbackRun.Means(parts.time, calls, parts.notifier, parts.listeners);
        var journal = new Journal(parts.ports.store(), plan.settings(), parts.time);
        var run = new RollbackRun(id, new RollbackCore(plan.startedBy(this)), means, journal, requestedAt);
        run.begin();
        return run;
    }

    private RunReport unbegun(PlannedRollback plan, Ending ending, Calls calls, Instant requestedAt) {
        Progress ended = Progress.none().endingAt(parts.time.instant());
        var details = new RunDetails(
                ended, Verification.NONE, GateTransitions.unsent(plan.gates()), plan.warnings(), plan.evidence());
        return new RunReport(new RollbackId(parts.ids.get()), requestedAt, plan, ending, details, calls);
    }

    @Override
    public RollbackReport run(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException {
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(request, "request");
        Instant requestedAt = parts.time.instant();
        var calls = parts.calls();
        return run(plan(procedure, request, calls), Approval.GIVEN, calls, requestedAt);
    }

    @Override
    public RollbackReport run(RollbackPlan plan) throws InterruptedException {
        return run(plan, Approval.GIVEN);
    }

    @Override
    public RollbackReport run(RollbackPlan plan, Approval approval) throws InterruptedException {
        PlannedRollback planned = ours(plan);
        Objects.requireNonNull(approval, "approval");
        return run(planned, approval, parts.calls().after(planned.reads()), parts.time.instant());
    }

    private RollbackReport run(PlannedRollback first, Approval approval, PortCalls calls, Instant requestedAt)
            throws InterruptedException {
        PlannedRollback plan = first;
        @Nullable RunReport stale = null;
        for (int replans = 0; ; replans++) {
            Optional<RollbackPlan> agreed = Objects.requireNonNull(approval.of(plan), "what the approval returned");
            if (agreed.isEmpty()) {
                return leftOff(plan, "declined", stale, calls, requestedAt);
            }
            plan = sameBut(plan, ours(agreed.get()));
            Rollback rollback = start(plan, calls, requestedAt);
            begun(approval, rollback);
            RollbackReport report = rollback.await();
            boolean isStale = report.ending().reason() == Reason.PLAN_STALE;
            if (replans == REPLANS || !isStale || !(rollback instanceof RollbackRun run)) {
                return report;
            }
            stale = run.ended();
            approval.stale(report);
            Optional<String> givenUp = run.givenUpBy();
            if (givenUp.isPresent()) {
                return leftOff(plan, "by " + givenUp.get(), stale, calls, requestedAt);
            }
            plan = plan(plan.procedure(), plan.request().withoutStatements(), calls)
                    .withStatementsOf(plan);
        }
    }

    /** What runs without anybody who knows of it must not go on. */
    private static void begun(Approval approval, Rollback rollback) {
        try {
            approval.started(rollback);
        } catch (RuntimeException | Error e) {
            rollback.cancel("an approval that failed", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static PlannedRollback sameBut(PlannedRollback asked, PlannedRollback agreed) {
        if (!agreed.isSameBut(asked)) {
            throw new IllegalArgumentException(
                    "approval: expected the plan for %s of %s with statements, found the one for %s of %s"
                            .formatted(asked.service(), asked.plannedAt(), agreed.service(), agreed.plannedAt()));
        }
        return agreed;
    }

    /**
     * Returns the report of a plan that is not carried out, with what was sent for an earlier one.
     *
     * @param stale how the earlier one ended; null where there was none
     */
    private RunReport leftOff(
            PlannedRollback plan, String why, @Nullable RunReport stale, PortCalls calls, Instant requestedAt) {
        Changed changed = stale == null ? Changed.NO : stale.changed();
        Ending ending = Cancellation.of(why, Phase.ENDED, changed, calls.made().writes() > 0);
        RunReport report = unbegun(plan, ending, calls.made(), requestedAt);
        return stale == null || changed == Changed.NO
                ? report
                : report.with(stale.progress().endingAt(parts.time.instant()));
    }

    @Override
    public RollbackReport decline(RollbackPlan plan, String why) {
        PlannedRollback planned = ours(plan);
        var calls = new Calls(planned.reads(), 0);
        return unbegun(planned, cancelled(why), calls, planned.plannedAt());
    }

    @Override
    public RollbackReport decline(RollbackProcedure procedure, RollbackRequest request, String why) {
        Settings settings =
                Settings.of(Objects.requireNonNull(procedure, "procedure"), Objects.requireNonNull(request, "request"));
        Ending ending = cancelled(why);
        Instant now = parts.time.instant();
        return unbegun(PlannedRollback.unanswered(settings, now, ending), ending, new Calls(0, 0), now);
    }

    private static Ending cancelled(String why) {
        return new Ending(Outcome.CANCELLED, Reason.CANCELLED, Objects.requireNonNull(why, "why"));
    }
}
