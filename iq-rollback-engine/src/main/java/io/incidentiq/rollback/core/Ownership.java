package io.incidentiq.rollback.core;

import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Situation;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the service is on our deployment, and on the revision that was planned. */
final class Ownership {
    private final RollbackPlan plan;
    private final Action action;
    private final Progress progress;

    Ownership(RollbackPlan plan, Progress progress) {
        this.plan = plan;
        this.action = plan.action().orElseThrow();
        this.progress = progress;
    }

    /** Returns whether the primary rollout is ours, or needn't be, because the target ran before. */
    boolean isOurs(ServiceSnapshot seen) {
        return action.kind() == Action.Kind.NONE || owner(seen) == Rollouts.Owner.OURS;
    }

    /** Returns whether the primary rollout is what the service is to end up with. */
    boolean servesTarget(ServiceSnapshot seen) {
        return owner(seen) == Rollouts.Owner.OURS || (action.kind() == Action.Kind.NONE && runsAsPlanned(seen));
    }

    /** Returns how it ends because there is no service any more; empty while there is one. */
    static Optional<Ending> gone(@Nullable ServiceSnapshot seen) {
        return seen == null || seen.status() != ServiceStatus.ACTIVE
                ? Optional.of(failed(Reason.SERVICE_GONE, "the service is no longer there"))
                : Optional.empty();
    }

    /** Returns how it ends because the service is on something else for good; empty while it isn't. */
    Optional<Ending> lost(ServiceSnapshot seen) {
        Optional<Rollout> primary = seen.primary();
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        return switch (owner(seen)) {
            case REVERTED ->
                Optional.of(failed(
                        Reason.ROLLBACK_REVERTED,
                        "the platform returned to %s: %s"
                                .formatted(
                                        primary.get().definition(),
                                        primary.get().reason())));
            case FOREIGN -> Optional.of(superseded(primary.get()));
            case OURS -> goneWrong(primary.get());
            // not there yet, or a stale answer: the timeout bounds it
            case KNOWN -> Optional.empty();
        };
    }

    /** Returns how it ends because the deployment that was to be stopped has completed: nothing was undone, and there is another plan to make. */
    static Ending completed(Action action) {
        return new Ending(
                Outcome.REFUSED,
                Reason.PLAN_STALE,
                "%s completed before it could be stopped; nothing was undone".formatted(action.deployment()));
    }

    /** Returns whether the suspect, which was asked to stop, is seen to have completed instead. */
    boolean outranTheStop(ServiceSnapshot seen) {
        return action.kind() == Action.Kind.STOP
                && seen.primary()
                        .filter(r -> r.id().equals(action.deployment())
                                && r.rollbackOf() == null
                                && r.state() == RolloutState.COMPLETED)
                        .isPresent();
    }

    private Optional<Ending> goneWrong(Rollout ours) {
        if (!ours.definition().equals(expected(ours))) {
            return Optional.of(failed(
                    Reason.OTHER_TARGET,
                    "the platform returned to %s, planned was %s".formatted(ours.definition(), expected(ours))));
        }
        boolean failed = ours.rollbackOf() != null && ours.state() == RolloutState.FAILED;
        return failed ? Optional.of(failed(Reason.PLATFORM_ROLLBACK_FAILED, ours.reason())) : Optional.empty();
    }

    /** A deployment that is followed may run the target's content under another number. */
    private RevisionId expected(Rollout ours) {
        Optional<RevisionId> planned = plan.situation().map(Situation::primary);
        boolean byContent = action.kind() == Action.Kind.FOLLOW && ours.rollbackOf() == null && planned.isPresent();
        return byContent ? planned.get() : plan.target().orElseThrow().revision();
    }

    private boolean runsAsPlanned(ServiceSnapshot seen) {
        return plan.situation().isPresent()
                && seen.primary()
                        .map(Rollout::definition)
                        .equals(plan.situation().map(Situation::primary));
    }

    private Rollouts.Owner owner(ServiceSnapshot seen) {
        return Rollouts.ownerOfPrimary(seen, progress.ours, plan.knownDeployments(), action);
    }

    private static Ending failed(Reason reason, String detail) {
        return new Ending(Outcome.FAILED, reason, detail);
    }

    static Ending superseded(Rollout foreign) {
        return new Ending(
                Outcome.SUPERSEDED,
                Reason.SUPERSEDED,
                "%s was deployed by somebody else at %s as %s"
                        .formatted(foreign.definition(), foreign.createdAt(), foreign.id()));
    }
}
