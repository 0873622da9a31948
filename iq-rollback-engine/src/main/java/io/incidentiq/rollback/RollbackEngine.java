package io.incidentiq.rollback;

import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.procedure.RollbackProcedure;

/**
 * Plans and carries out rollbacks. Thread-safe; owns no threads: port calls and the steps between them run on the
 * {@link io.incidentiq.rollback.port.TimeSource}'s executor. Any number of rollbacks may be under way, one at a time per service.
 * {@link #builder} makes one; methods may be added.
 */
public interface RollbackEngine {
    /** Begins an engine for the services of {@code registry}; every other port has a default. */
    static RollbackEngineBuilder builder(ServiceRegistry registry) {
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
    RollbackPlan plan(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException;

    /**
     * Begins to carry out a plan and returns at once, also while the store hangs. A plan that isn't executable ends as it says, a service
     * that another rollback holds as REFUSED with {@code in-progress-elsewhere}. Then the plan is checked against the world; one that
     * doesn't fit any more ends REFUSED with {@code plan-stale}.
     *
     * @throws IllegalArgumentException if no engine made {@code plan}
     */
    Rollback start(RollbackPlan plan);

    /**
     * Does the whole job: plans, starts, waits for the end. Plans again at most twice if the world moves in between, and then keeps
     * what people stated only if suspect and target are still the same.
     *
     * @throws IllegalArgumentException as {@link #plan} does
     * @throws GateRefusal as {@link #plan} does
     * @throws InterruptedException if the calling thread is interrupted; a rollback under way goes on
     */
    RollbackReport run(RollbackProcedure procedure, RollbackRequest request) throws InterruptedException;

    /**
     * Carries out a plan that the caller has seen, as {@link #run(RollbackProcedure, RollbackRequest)} does with its own.
     *
     * @throws IllegalArgumentException if no engine made {@code plan}
     * @throws InterruptedException if the calling thread is interrupted; a rollback under way goes on
     */
    RollbackReport run(RollbackPlan plan) throws InterruptedException;

    /**
     * Does as {@link #run(RollbackPlan)}, and asks {@code approval} before each plan is started, {@code plan} first.
     *
     * @return the report; CANCELLED where a plan was not wanted
     * @throws IllegalArgumentException if no engine made {@code plan}, or the one that {@code approval} returns
     * @throws InterruptedException if the calling thread is interrupted; a rollback under way goes on
     */
    RollbackReport run(RollbackPlan plan, Approval approval) throws InterruptedException;

    /** Returns the report of a plan that nobody carries out: CANCELLED, for {@code why}. Asks and sends nothing. */
    RollbackReport decline(RollbackPlan plan, String why);

    /**
     * Returns the report of a rollback that was given up before there was a plan: CANCELLED, for {@code why}. Asks and sends nothing.
     *
     * @throws IllegalArgumentException as {@link #plan} does
     */
    RollbackReport decline(RollbackProcedure procedure, RollbackRequest request, String why);
}
