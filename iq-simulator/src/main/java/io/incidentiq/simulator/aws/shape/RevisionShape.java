package io.incidentiq.simulator.aws.shape;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.world.SimulatedState;

/** A service revision as ECS shows it. */
public record RevisionShape(AwsNames names, SimulatedState state, ServiceRevision revision) {
    private ServiceId service() {
        return state.snapshot().service();
    }

    public String arn() {
        return names.serviceRevision(service(), revision.id());
    }

    public Tree tree() {
        return Tree.of("serviceRevisionArn", arn())
                .with("serviceArn", names.service(service()))
                .with("clusterArn", names.cluster(service().cluster()))
                .with("taskDefinition", names.definition(revision.definition()))
                .with("launchType", "FARGATE")
                .with("platformVersion", "1.4.0")
                .with("platformFamily", "Linux")
                .with("loadBalancers", ServiceShape.loadBalancers(names, state.snapshot()))
                .with(
                        "containerImages",
                        revision.images().stream().map(RevisionShape::image).toList())
                .with("guardDutyEnabled", false)
                .with(
                        "createdAt",
                        state.deployments().stream()
                                .filter(deployment -> deployment.started().equals(revision.id()))
                                .map(Deployment::createdAt)
                                .findFirst()
                                .orElse(null));
    }

    private static Tree image(Image image) {
        return Tree.of("containerName", image.container())
                .with("imageDigest", image.digest())
                .with("image", image.reference());
    }
}
