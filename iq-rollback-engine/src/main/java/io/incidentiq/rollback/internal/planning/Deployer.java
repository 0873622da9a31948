package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskSet;
import java.util.List;

/** Who deploys a service, and what a person needs to have it deploy another revision. */
public record Deployer(DeploymentMethod method, List<PortBinding> loadBalanced, List<TaskSet> taskSets) {
    /** Of a service that was never seen. */
    static final Deployer UNSEEN = new Deployer(DeploymentMethod.ROLLING, List.of(), List.of());

    public Deployer {
        loadBalanced = List.copyOf(loadBalanced);
        taskSets = List.copyOf(taskSets);
    }

    static Deployer of(ServiceSnapshot snapshot) {
        return new Deployer(snapshot.method(), snapshot.loadBalanced(), snapshot.taskSets());
    }

    /** Returns whether another product or the service's owner deploys it, so that the platform refuses a definition from us. */
    public boolean isElsewhere() {
        return method == DeploymentMethod.CODE_DEPLOY || method == DeploymentMethod.EXTERNAL;
    }
}
