package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Situation;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the service is on our deployment, and on the revision that was planned. */
final class Ownership {
    private final PlannedRollback plan;
    private final Action action;
    private final RunProgress progress;
    private final DeploymentLook look;

    /** Whose the primary rollout is. */
    private enum Owner {
        OURS,
        /** What ran before, or stale: nothing new is seen yet. */
        KNOWN,
        /** The platform threw ours back. */
        REVERTED,
        FOREIGN
    }

    Ownership(PlannedRollback plan, RunProgress progress, DeploymentLook look) {
        this.plan = plan;
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.look = look;
    }

    /** Returns whether the deployment that is stopped or followed is the one that the platform undoes, so that ours is another rollout. */
    boolean undoes() {
        return action.kind() == Action.Kind.STOP
                || (action.kind() == Action.Kind.FOLLOW
                        && plan.suspect()
                                .filter(s -> s.deployment().id().equals(action.deployment()))
                                .isPresent());
    }

    /** Returns whether the primary rollout is ours, or needn't be, because the target ran before. */
    boolean isOurs(ServiceSnapshot seen) {
        return ranBefore() || seen.primary().filter(this::isOurs).isPresent();
    }

    /** Returns whether the primary rollout is what the service is to end up with. */
    boolean servesTarget(ServiceSnapshot seen) {
        return seen.primary()
                .filter(r -> isOurs(r) || (ranBefore() && isAsPlanned(r)))
                .isPresent();
    }

    private boolean ranBefore() {
        return action.kind() == Action.Kind.NONE;
    }

    /** Returns how it ends because there is no service any more; empty while there is one. */
    static Optional<Ending> gone(@Nullable ServiceSnapshot seen) {
        boolean there =
                seen != null && (seen.status() == ServiceStatus.ACTIVE || seen.status() == ServiceStatus.UNKNOWN);
        return there ? Optional.empty() : Optional.of(failed(Reason.SERVICE_GONE, "the service is no longer there"));
    }

    /** Returns how it ends because the service is on something else for good; empty while it isn't. */
    Optional<Ending> lost(ServiceSnapshot seen) {
        return seen.primary().flatMap(this::lost);
    }

    private Optional<Ending> lost(Rollout primary) {
        return switch (owner(primary)) {
            case REVERTED -> Optional.of(reverted(primary));
            case FOREIGN -> Optional.of(superseded(primary));
            case OURS -> goneWrong(primary);
            // not there yet, or a stale answer: a look at the deployment tells, and the timeout bounds it
            case KNOWN -> Optional.empty();
        };
    }

    /** Returns how it ends because of what the history says of the deployment; empty while that says nothing for good. */
    Optional<Ending> ended(Rollout primary) {
        Optional<Deployment> latest = look.latest();
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Deployment deployment = latest.get();
        if (undoes() && deployment.state() == DeploymentState.ROLLBACK_FAILED) {
            return Optional.of(failed(Reason.PLATFORM_ROLLBACK_FAILED, orUnsaid(deployment.reason())));
        }
        boolean known = plan.knownDeployments().contains(primary.id());
        if (ownsRollout() && look.undone() && known && !isOurs(primary)) {
            return Optional.of(reverted(primary));
        }
        return Optional.empty();
    }

    /** Returns how it ends because the deployment that was to be undone has ended otherwise: there is another plan to make. */
    Optional<Ending> outran(Rollout primary) {
        boolean stillRuns = primary.id().equals(action.deployment()) && primary.rollbackOf() == null;
        return look.latest()
                .filter(d -> undoes())
                .filter(d ->
                        d.state() == DeploymentState.SUCCESSFUL || (stillRuns && d.state() == DeploymentState.STOPPED))
                .map(d -> completed(d.id(), d.state()));
    }

    /** Returns how it ends because the deployment that was to be stopped has ended by itself: nothing was undone. */
    static Ending completed(DeploymentId deployment, DeploymentState state) {
        String how = state == DeploymentState.SUCCESSFUL ? "completed" : "ended " + state;
        return new Ending(
                Outcome.REFUSED,
                Reason.PLAN_STALE,
                "%s %s before it could be stopped; nothing was undone".formatted(deployment, how));
    }

    /** Returns how it ends because the platform undoes our deployment, which serves no longer or is going to stop. */
    Ending reverted(Rollout primary) {
        String reason = primary.reason().isEmpty()
                ? look.latest().map(Deployment::reason).orElse("")
                : primary.reason();
        boolean still = isOurs(primary);
        return failed(
                Reason.ROLLBACK_REVERTED,
                still
                        ? "the platform undoes %s: %s".formatted(primary.id(), orUnsaid(reason))
                        : "the platform returned to %s: %s".formatted(primary.definition(), orUnsaid(reason)));
    }

    private static String orUnsaid(String reason) {
        return reason.isEmpty() ? "the platform gives no reason" : reason;
    }

    /** Returns whether the service alone doesn't tell what becomes of the deployment, so that the history has to be asked. */
    boolean isUnclear(ServiceSnapshot seen) {
        return seen.primary().filter(this::isUnclear).isPresent();
    }

    private boolean isUnclear(Rollout rollout) {
        if (ownsRollout()) {
            return owner(rollout) == Owner.KNOWN;
        }
        return undoes()
                && !isOurs(rollout)
                && (!rollout.id().equals(action.deployment()) || rollout.state() != RolloutState.IN_PROGRESS);
    }

    /** Returns whether our own deployment is seen to have been given up: the history may say so before the service does. */
    boolean givenUp(ServiceSnapshot seen) {
        return ownPrimary(seen)
                .filter(r -> r.state() == RolloutState.FAILED || look.undone())
                .isPresent();
    }

    /** Returns whether the platform may undo our own deployment yet, although it serves. */
    boolean mayBeUndone(ServiceSnapshot seen) {
        return ownPrimary(seen).filter(r -> r.state() != RolloutState.COMPLETED).isPresent();
    }

    /** Returns the primary rollout where it is a deployment of our own. */
    private Optional<Rollout> ownPrimary(ServiceSnapshot seen) {
        return seen.primary().filter(r -> ownsRollout() && isOurs(r));
    }

    private Optional<Ending> goneWrong(Rollout ours) {
        if (!ours.definition().equals(expected(ours))) {
            return Optional.of(failed(
                    Reason.OTHER_TARGET,
                    "the platform returned to %s, planned was %s".formatted(ours.definition(), expected(ours))));
        }
        boolean failed = undoes() && ours.state() == RolloutState.FAILED;
        return failed
                ? Optional.of(failed(Reason.PLATFORM_ROLLBACK_FAILED, orUnsaid(ours.reason())))
                : Optional.empty();
    }

    /** A deployment that is followed may run the target's content under another number. */
    private RevisionId expected(Rollout ours) {
        boolean byContent = action.kind() == Action.Kind.FOLLOW && !undoes();
        return byContent ? ours.definition() : plan.target().orElseThrow().revision();
    }

    private boolean isAsPlanned(Rollout rollout) {
        return plan.situation()
                .map(Situation::primary)
                .filter(rollout.definition()::equals)
                .isPresent();
    }

    /** Returns whether ours is a deployment of its own, which the platform may throw back: one that we made, or somebody's of the target. */
    private boolean ownsRollout() {
        return action.kind() == Action.Kind.UPDATE || (action.kind() == Action.Kind.FOLLOW && !undoes());
    }

    private Owner owner(Rollout rollout) {
        if (isOurs(rollout)) {
            return Owner.OURS;
        }
        DeploymentId ours = progress.ours;
        if (ownsRollout() && ours != null && ours.equals(rollout.rollbackOf())) {
            return Owner.REVERTED;
        }
        boolean known = plan.knownDeployments().contains(rollout.id()) || mayUndo(rollout);
        return known ? Owner.KNOWN : Owner.FOREIGN;
    }

    private boolean isOurs(Rollout rollout) {
        DeploymentId deployment = action.deployment();
        if (undoes()) {
            return !rollout.id().equals(deployment)
                    && (Objects.equals(deployment, rollout.rollbackOf()) || isWhatItWasRolledBackTo(rollout));
        }
        if (action.kind() == Action.Kind.FOLLOW) {
            return isAsPlanned(rollout)
                    && (rollout.id().equals(deployment) || Objects.equals(deployment, rollout.rollbackOf()));
        }
        return rollout.id().equals(progress.ours);
    }

    /** A platform may bring the old rollout back as it was, with its id and its time: what it runs tells it, nothing else. */
    private boolean isWhatItWasRolledBackTo(Rollout rollout) {
        return look.undone()
                && rollout.serviceRevision() != null
                && rollout.serviceRevision().equals(returnsTo());
    }

    private ServiceRevisionId returnsTo() {
        return look.latest()
                .map(Deployment::rolledBackTo)
                .orElseGet(() -> plan.target().orElseThrow().recorded().id());
    }

    /** Returns whether {@code rollout} runs the record that a rollback returns to, which nobody else's deployment does. */
    private boolean mayUndo(Rollout rollout) {
        return undoes()
                && rollout.serviceRevision() != null
                && rollout.serviceRevision()
                        .equals(plan.target().orElseThrow().recorded().id());
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
