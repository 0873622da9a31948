package io.incidentiq.rollback;

import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.outcome.Verification;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateRefusal;
import io.incidentiq.rollback.plan.InstantFormat;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.RollbackRequest;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Plans and carries out rollbacks. Thread-safe; owns no threads: port calls and the steps between them run on the
 * {@link TimeSource}'s executor. Any number of rollbacks may be under way, one at a time per service.
 */
public final class RollbackEngine {
    private static final int REPLANS = 2;

    /** How far two clocks may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final RollbackEngineBuilder parts;

    RollbackEngine(RollbackEngineBuilder parts) {
        this.parts = parts;
    }

    /** Begins an engine for the services of {@code registry}; every other port has a default. */
    public static RollbackEngineBuilder builder(ServiceRegistry registry) {
        return new RollbackEngineBuilder(registry);
    }

    /**
     * Finds out what a rollback would do. Only reads, sends nothing, and begins no read after 60 seconds; one
     * under way then is waited for, 30 seconds at most.
     *
     * @return the plan; one that cannot be carried out says why in {@link RollbackPlan#ending()}
     * @throws IllegalArgumentException if the service's or the cluster's name isn't one, or the incident starts more than a minute from now
     * @throws GateRefusal if the request states something that doesn't fit the gate's status
     * @throws InterruptedException if the calling thread is interrupted; nothing was changed
     */
    public RollbackPlan plan(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException {
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(request, "request");
        return plan(procedure, request, parts.calls());
    }

    private RollbackPlan plan(RollbackProcedure procedure, RollbackRequest request, PortCalls calls)
            throws InterruptedException {
        Settings settings = Settings.of(procedure, request);
        refuseFuture(settings.request(), parts.time.instant());
        return new PlanRun(settings, calls, parts.notifier, parts.listeners).make();
    }

    private static void refuseFuture(RollbackRequest request, Instant now) {
        request.incidentStart().filter(start -> start.isAfter(now.plus(CLOCKS))).ifPresent(start -> {
            throw new IllegalArgumentException(
                    "incident start %s: expected one that is over, found one after %s; was a local time written as UTC?"
                            .formatted(InstantFormat.words(start), InstantFormat.words(now)));
        });
    }

    /**
     * Begins to carry out a plan and returns at once, also while the store hangs. A plan that isn't executable ends as it says, a service
     * that another rollback holds as REFUSED with {@code in-progress-elsewhere}. Then the plan is checked against the world; one that
     * doesn't fit any more ends REFUSED with {@code plan-stale}.
     */
    public Rollback start(RollbackPlan plan) {
        Objects.requireNonNull(plan, "plan");
        return start(plan, parts.calls().after(plan.reads()), parts.time.instant());
    }

    private Rollback start(RollbackPlan plan, PortCalls calls, Instant requestedAt) {
        var id = new RollbackId(parts.ids.get());
        Optional<Ending> ending = plan.ending();
        if (ending.isPresent()) {
            return over(id, plan, ending.get(), calls, requestedAt);
        }
        var world = new RollbackRun.World(parts.time, calls, parts.notifier, parts.listeners);
        var run = new RollbackRun(
                id, new RollbackCore(plan), world, new Journal(parts.store, plan.settings(), parts.time), requestedAt);
        run.begin();
        return run;
    }

    private Rollback over(RollbackId id, RollbackPlan plan, Ending ending, PortCalls calls, Instant requestedAt) {
        Progress ended = Progress.none().endingAt(parts.time.instant());
        List<Gate> gates = plan.gates().stream().map(Gate::unsent).toList();
        var details = new RollbackReport.RunDetails(ended, Verification.NONE, gates, plan.warnings());
        return new EndedRollback(
                new RollbackReport(id, requestedAt, plan, ending, details, new Calls(calls.reads(), calls.writes())));
    }

    /**
     * Does the whole job: plans, starts, waits for the end. Plans again at most twice if the world moves in between, and then keeps
     * what people stated only if suspect and target are still the same.
     *
     * @throws IllegalArgumentException as {@link #plan} does
     * @throws GateRefusal as {@link #plan} does
     * @throws InterruptedException if the calling thread is interrupted; a rollback under way goes on
     */
    public RollbackReport run(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException {
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(request, "request");
        Instant requestedAt = parts.time.instant();
        var calls = parts.calls();
        return run(plan(procedure, request, calls), calls, requestedAt);
    }

    /**
     * Carries out a plan that the caller has seen, as {@link #run(RollbackProcedure, RollbackRequest)} does with its own.
     *
     * @throws InterruptedException if the calling thread is interrupted; a rollback under way goes on
     */
    public RollbackReport run(RollbackPlan plan) throws InterruptedException {
        Objects.requireNonNull(plan, "plan");
        return run(plan, parts.calls().after(plan.reads()), parts.time.instant());
    }

    private RollbackReport run(RollbackPlan first, PortCalls calls, Instant requestedAt) throws InterruptedException {
        RollbackPlan plan = first;
        RollbackReport report = start(plan, calls, requestedAt).await();
        for (int i = 0;
                i < REPLANS
                        && report.reason().filter(r -> r == Reason.PLAN_STALE).isPresent();
                i++) {
            RollbackPlan again =
                    plan(plan.settings().procedure(), plan.settings().request().withoutStatements(), calls);
            plan = again.withStatementsOf(plan);
            report = start(plan, calls, requestedAt).await();
        }
        return report;
    }
}
