package io.incidentiq.simulator.aws.protocol;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;

/** How AWS names things. */
public record AwsNames(String region) {
    public static final String ACCOUNT = "123456789012";

    /** Where a request that isn't signed is taken to be sent. */
    public static final String REGION = "us-east-1";

    private String arn(String rest) {
        return "arn:aws:ecs:%s:%s:%s".formatted(region, ACCOUNT, rest);
    }

    public String cluster(String name) {
        return arn("cluster/" + name);
    }

    public String service(ServiceId id) {
        return service(id.cluster(), id.name());
    }

    /** Returns the ARN of a service that may not exist. */
    public String service(String cluster, String name) {
        return arn("service/%s/%s".formatted(cluster, name));
    }

    public String definition(RevisionId id) {
        return arn("task-definition/" + id);
    }

    public String serviceRevision(ServiceId service, ServiceRevisionId id) {
        return arn("service-revision/%s/%s/%s".formatted(service.cluster(), service.name(), last(id.value())));
    }

    public String serviceDeployment(ServiceId service, DeploymentId id) {
        return arn("service-deployment/%s/%s/%s".formatted(service.cluster(), service.name(), last(id.value())));
    }

    /** Returns the ARN of what Elastic Load Balancing calls {@code resource}, such as {@code targetgroup/NAME/ID}. */
    public String balancing(String resource) {
        return "arn:aws:elasticloadbalancing:%s:%s:%s".formatted(region, ACCOUNT, resource);
    }

    public String task(String cluster, String id) {
        return arn("task/%s/%s".formatted(cluster, id));
    }

    /** Returns the id of a rollout in {@code deployments}: it ends as the service revision does that the rollout runs. */
    public static String rollout(ServiceRevisionId revision) {
        return "ecs-svc/" + last(revision.value());
    }

    /** Returns what follows the last slash. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
