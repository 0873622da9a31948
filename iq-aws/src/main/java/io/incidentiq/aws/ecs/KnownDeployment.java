package io.incidentiq.aws.ecs;

import io.incidentiq.aws.secret.Secrets;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/**
 * A service deployment as ECS described it. Its rollout in DescribeServices goes by another name, {@code ecs-svc/} and the id of the
 * service revision that it started (as seen in public outputs; no document says so): that is the one that the engine knows it by.
 *
 * @param arn what ECS wants to hear when asked to stop it
 * @param pausedAt the lifecycle hook at which it waits for a person; null where it doesn't, or where that wasn't asked
 */
record KnownDeployment(
        String arn, Deployment deployment, @Nullable String pausedAt) {
    private static final String ROLLOUT = "ecs-svc/";

    private static final Map<String, DeploymentState> STATES = Arrays.stream(DeploymentState.values())
            .filter(state -> state != DeploymentState.UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(Enum::name, state -> state));

    static KnownDeployment of(ServiceDeploymentBrief brief) {
        Deployment deployment = deployment(
                brief.serviceDeploymentArn(),
                brief.targetServiceRevisionArn(),
                brief.status(),
                Objects.requireNonNullElse(brief.createdAt(), Instant.EPOCH));
        String why = orUnknown(brief.status(), brief.statusAsString(), brief.statusReason());
        return new KnownDeployment(brief.serviceDeploymentArn(), ended(deployment, brief.finishedAt(), why), null);
    }

    static KnownDeployment of(ServiceDeployment detail) {
        ServiceRevisionSummary target = detail.targetServiceRevision();
        Deployment deployment = deployment(
                detail.serviceDeploymentArn(),
                target == null ? null : target.arn(),
                detail.status(),
                Objects.requireNonNullElse(detail.createdAt(), Instant.EPOCH));
        Instant end = detail.finishedAt() == null ? detail.stoppedAt() : detail.finishedAt();
        String why = orUnknown(detail.status(), detail.statusAsString(), detail.statusReason());
        deployment = ended(deployment, end, why);
        String returnsTo = detail.rollback() == null ? null : detail.rollback().serviceRevisionArn();
        if (returnsTo != null) {
            deployment = deployment.withRolledBackTo(new ServiceRevisionId(returnsTo));
        }
        return new KnownDeployment(detail.serviceDeploymentArn(), deployment, pausedAt(detail));
    }

    private static @Nullable String orUnknown(
            @Nullable ServiceDeploymentStatus status, @Nullable String name, @Nullable String reason) {
        if (state(status) != DeploymentState.UNKNOWN) {
            return reason == null ? null : Secrets.removed(reason);
        }
        return name == null
                ? "ECS tells no status of it"
                : "ECS calls its status " + name + ", which this version does not know";
    }

    private static @Nullable String pausedAt(ServiceDeployment detail) {
        return detail.lifecycleHookDetails().stream()
                .filter(hook -> hook.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION)
                .map(DeploymentLifecycleHookDetail::hookId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Deployment deployment(
            String arn, @Nullable String revision, ServiceDeploymentStatus status, Instant createdAt) {
        String started = revision == null ? "unrecorded/" + Arns.lastSegment(arn) : revision;
        return Deployment.of(rollout(started), new ServiceRevisionId(started), state(status), createdAt)
                .withArn(arn);
    }

    private static Deployment ended(Deployment deployment, @Nullable Instant at, @Nullable String reason) {
        Deployment ended = at == null ? deployment : deployment.withFinishedAt(at);
        return reason == null ? ended : ended.withReason(reason);
    }

    /** Returns the name of the rollout that starts {@code serviceRevision}. */
    static DeploymentId rollout(String serviceRevision) {
        return new DeploymentId(ROLLOUT + Arns.lastSegment(serviceRevision));
    }

    /** A state that this SDK doesn't know is none that anything is written on. */
    private static DeploymentState state(@Nullable ServiceDeploymentStatus status) {
        return STATES.getOrDefault(String.valueOf(status), DeploymentState.UNKNOWN);
    }

    /** Returns whether ECS undoes it, undid it, or tried to. */
    boolean undone() {
        DeploymentState state = deployment.state();
        return state.rollingBack()
                || state == DeploymentState.ROLLBACK_SUCCESSFUL
                || state == DeploymentState.ROLLBACK_FAILED;
    }

    /** Returns this, seen in a listing, with what an earlier and closer look told besides. */
    KnownDeployment keeping(KnownDeployment earlier) {
        var returnsTo = deployment.rolledBackTo() == null ? earlier.deployment.rolledBackTo() : null;
        return new KnownDeployment(
                arn,
                returnsTo == null ? deployment : deployment.withRolledBackTo(returnsTo),
                deployment.state() == earlier.deployment.state() ? earlier.pausedAt : null);
    }
}
