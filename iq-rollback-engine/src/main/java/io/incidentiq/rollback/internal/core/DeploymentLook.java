package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's history says of the one deployment that a rollback rests on: the one that our write made, or the one that is
 * undone. The service alone doesn't say it: its primary rollout may lag behind the deployment's state.
 */
final class DeploymentLook {
    private final ServiceId service;
    private @Nullable Deployment latest;
    private Instant triedAt = Instant.MIN;

    DeploymentLook(ServiceId service) {
        this.service = service;
    }

    /** Returns what to ask; the history may leave out what a deployment was rolled back to, so both are asked. */
    List<Query> reads(DeploymentId id, Instant since) {
        return List.of(new Query.History(service, since), new Query.Deployments(service, Set.of(id)));
    }

    /** What was told stays known, and is asked for anew. */
    void askAgain() {
        triedAt = Instant.MIN;
    }

    /** Returns when a look was last over, whether it told anything or not. */
    Instant triedAt() {
        return triedAt;
    }

    boolean wasTriedWithin(Duration pause, Instant now) {
        return triedAt.isAfter(now.minus(pause));
    }

    /** Takes in an answer about {@code id}; any other is ignored. */
    void read(DeploymentId id, Query query, Answer answer, Instant at) {
        if (answer instanceof Answer.History history) {
            history.history().deployments().stream()
                    .filter(d -> d.id().equals(id))
                    .findFirst()
                    .ifPresent(this::learn);
        } else if (answer instanceof Answer.Deployments deployments) {
            Optional.ofNullable(deployments.deployments().get(id)).ifPresent(this::learn);
        }
        if (query instanceof Query.Deployments) {
            triedAt = at;
        }
    }

    private void learn(Deployment seen) {
        ServiceRevisionId toldBefore = latest == null ? null : latest.rolledBackTo();
        latest = toldBefore == null || seen.rolledBackTo() != null ? seen : seen.withRolledBackTo(toldBefore);
    }

    /** Returns the deployment as last looked at; empty before that. */
    Optional<Deployment> latest() {
        return Optional.ofNullable(latest);
    }

    /** Returns whether the platform undoes the deployment, undid it, or tried to. */
    boolean undone() {
        return latest().filter(DeploymentLook::isUndone).isPresent();
    }

    /** Returns whether the platform is undoing {@code deployment}, or is done with it. */
    static boolean goesBack(Deployment deployment) {
        return isUndone(deployment) && deployment.state() != DeploymentState.ROLLBACK_FAILED;
    }

    /** Returns whether the platform undoes {@code deployment}, undid it, or tried to. */
    static boolean isUndone(Deployment deployment) {
        DeploymentState state = deployment.state();
        return state.rollingBack()
                || deployment.rolledBackTo() != null
                || state == DeploymentState.ROLLBACK_SUCCESSFUL
                || state == DeploymentState.ROLLBACK_FAILED;
    }
}
