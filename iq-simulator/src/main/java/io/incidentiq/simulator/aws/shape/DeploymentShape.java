package io.incidentiq.simulator.aws.shape;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.world.SimulatedState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service deployment as ECS shows it, in full and in brief. */
public record DeploymentShape(AwsNames names, SimulatedState state, Deployment deployment) {
    private static final double ALL_TRAFFIC = 100.0;
    private static final int BREAKER_THRESHOLD = 3;

    public ServiceId service() {
        return state.snapshot().service();
    }

    public String arn() {
        return names.serviceDeployment(service(), deployment.id());
    }

    private Tree common() {
        return Tree.of("serviceDeploymentArn", arn())
                .with("serviceArn", names.service(service()))
                .with("clusterArn", names.cluster(service().cluster()))
                .with("createdAt", deployment.createdAt())
                .with("startedAt", deployment.createdAt())
                .with("finishedAt", deployment.finishedAt())
                .with("status", deployment.state().name())
                .with("statusReason", deployment.reason().isEmpty() ? null : deployment.reason());
    }

    public Tree brief() {
        return common().with("targetServiceRevisionArn", names.serviceRevision(service(), deployment.started()));
    }

    public Tree tree() {
        Instant finished = deployment.finishedAt();
        return common().with("stoppedAt", stopped() ? finished : null)
                .with("updatedAt", finished == null ? deployment.createdAt() : finished)
                .with("sourceServiceRevisions", sources())
                .with("targetServiceRevision", summary(deployment.started(), deployment.id()))
                .with("lifecycleStage", deployment.state().terminal() ? null : "SCALE_UP")
                .with("deploymentConfiguration", ServiceShape.configuration(state.snapshot()))
                .with("rollback", rollback())
                .with(
                        "deploymentCircuitBreaker",
                        Tree.of("status", breaker())
                                .with(
                                        "failureCount",
                                        rollout(deployment.id())
                                                .map(r -> r.tasks().failed())
                                                .orElse(0))
                                .with("threshold", BREAKER_THRESHOLD));
    }

    private boolean stopped() {
        return deployment.state() == DeploymentState.STOPPED
                || deployment.state() == DeploymentState.ROLLBACK_SUCCESSFUL
                || deployment.state() == DeploymentState.ROLLBACK_FAILED;
    }

    private String breaker() {
        if (deployment.reason().contains("circuit breaker")) {
            return "TRIGGERED";
        }
        return deployment.state().terminal() ? "MONITORING_COMPLETE" : "MONITORING";
    }

    /** Returns what ran well when the deployment began. */
    private List<Tree> sources() {
        ServiceRevisionId before = null;
        for (Deployment earlier : state.deployments()) {
            if (earlier.id().equals(deployment.id())) {
                break;
            }
            before = earlier.succeededWith() == null ? before : earlier.succeededWith();
        }
        return before == null ? List.of() : List.of(summary(before, null));
    }

    private Tree summary(ServiceRevisionId revision, @Nullable DeploymentId id) {
        Optional<Rollout> shown = state.snapshot().rollouts().stream()
                .filter(rollout -> id == null ? revision.equals(rollout.serviceRevision()) : id.equals(rollout.id()))
                .findFirst();
        TaskCounts tasks = shown.map(Rollout::tasks).orElse(TaskCounts.NONE);
        double weight = shown.filter(Rollout::primary).isPresent() ? ALL_TRAFFIC : 0;
        return Tree.of("arn", names.serviceRevision(service(), revision))
                .with("requestedTaskCount", tasks.desired())
                .with("runningTaskCount", tasks.running())
                .with("pendingTaskCount", tasks.pending())
                .with("requestedTestTrafficWeight", 0.0)
                .with("requestedProductionTrafficWeight", weight);
    }

    private Optional<Rollout> rollout(DeploymentId id) {
        return state.snapshot().rollouts().stream()
                .filter(rollout -> id.equals(rollout.id()))
                .findFirst();
    }

    private @Nullable Tree rollback() {
        ServiceRevisionId target = deployment.rolledBackTo();
        if (target == null) {
            return null;
        }
        Instant startedAt = state.snapshot().rollouts().stream()
                .filter(rollout -> deployment.id().equals(rollout.rollbackOf()))
                .map(Rollout::createdAt)
                .findFirst()
                .orElse(deployment.finishedAt());
        return Tree.of("reason", deployment.reason())
                .with("startedAt", startedAt)
                .with("serviceRevisionArn", names.serviceRevision(service(), target));
    }
}
