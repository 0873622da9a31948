package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The three writes. ECS has no client token for any of them, so each is sent once, and what has no answer may have happened. */
record EcsWrites(AwsCalls calls, Deployments deployments) {
    /** Asks for a deployment of {@code revision}: the task definition alone, no force, no count. */
    DeploymentId update(ServiceId service, RevisionId revision) {
        var request = UpdateServiceRequest.builder()
                .cluster(service.cluster())
                .service(service.name())
                .taskDefinition(revision.toString())
                .overrideConfiguration(AwsCalls.WRITE)
                .build();
        UpdateServiceResponse answer = calls.ecs(request, "service/" + service, calls.ecs()::updateService);
        Deployment primary = Optional.ofNullable(answer.service())
                .flatMap(Snapshots::primary)
                .orElseThrow(() -> ProviderException.unknownEffect(
                        "ecs:UpdateService on service/%s: the answer names no deployment".formatted(service)));
        String answered = answer.service().serviceName();
        if (answered != null && !answered.equals(service.name())) {
            throw ProviderException.unknownEffect(
                    "ecs:UpdateService on service/%s: the answer is about service %s".formatted(service, answered));
        }
        if (!revision.equals(RevisionId.parse(primary.taskDefinition(), ""))) {
            throw ProviderException.unknownEffect(
                    "ecs:UpdateService on service/%s: the answer names %s of %s, not one of %s"
                            .formatted(service, primary.id(), Arns.lastSegment(primary.taskDefinition()), revision));
        }
        return new DeploymentId(primary.id());
    }

    /** Asks ECS to return to what ran before {@code deployment}; at a lifecycle hook by telling the hook so. */
    void stop(ServiceId service, DeploymentId deployment) {
        KnownDeployment known = asOfNow(service, deployment)
                .orElseThrow(() -> ProviderException.of(
                        ProviderException.Kind.NOT_FOUND,
                        "deployment %s: service/%s has none of that id".formatted(deployment, service)));
        if (known.deployment().state() == DeploymentState.UNKNOWN) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "ecs:StopServiceDeployment on service/%s not sent: %s"
                            .formatted(service, known.deployment().reason()));
        }
        if (known.pausedAt() == null) {
            stop(service, known.arn());
        } else {
            goBackAtHook(service, known.arn(), known.pausedAt());
        }
    }

    /** Without it nothing is sent; the engine asks again after a write that was held back, and not after one whose fate is unknown. */
    private Optional<KnownDeployment> asOfNow(ServiceId service, DeploymentId deployment) {
        try {
            return deployments.asOfNow(service, deployment);
        } catch (ProviderException e) {
            throw e.retryable()
                    ? ProviderException.of(
                                    ProviderException.Kind.THROTTLED,
                                    "ecs:StopServiceDeployment on service/%s not sent: %s"
                                            .formatted(service, e.getMessage()))
                            .causedBy(e)
                    : e;
        }
    }

    private void stop(ServiceId service, String arn) {
        StopServiceDeploymentResponse answer = calls.ecs(
                StopServiceDeploymentRequest.builder()
                        .serviceDeploymentArn(arn)
                        .stopType(StopServiceDeploymentStopType.ROLLBACK)
                        .overrideConfiguration(AwsCalls.WRITE)
                        .build(),
                "service/" + service,
                calls.ecs()::stopServiceDeployment);
        requireSame("ecs:StopServiceDeployment", service, arn, answer.serviceDeploymentArn());
    }

    private void goBackAtHook(ServiceId service, String arn, String hook) {
        ContinueServiceDeploymentResponse answer = calls.ecs(
                ContinueServiceDeploymentRequest.builder()
                        .serviceDeploymentArn(arn)
                        .hookId(hook)
                        .action(DeploymentLifecycleHookAction.ROLLBACK)
                        .overrideConfiguration(AwsCalls.WRITE)
                        .build(),
                "service/" + service,
                calls.ecs()::continueServiceDeployment);
        requireSame("ecs:ContinueServiceDeployment", service, arn, answer.serviceDeploymentArn());
    }

    /** A client of somebody's own may say nothing; an answer about another deployment is none to this write. */
    private static void requireSame(String action, ServiceId service, String asked, @Nullable String answered) {
        if (answered != null && !answered.equals(asked)) {
            throw ProviderException.unknownEffect("%s on service/%s: the answer is about %s, not %s"
                    .formatted(action, service, Arns.lastSegment(answered), Arns.lastSegment(asked)));
        }
    }
}
