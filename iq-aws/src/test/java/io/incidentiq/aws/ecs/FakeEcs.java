package io.incidentiq.aws.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.*;

/** One cluster with one service, as ECS would show it: every accepted update is a deployment with a service revision of its own. */
final class FakeEcs implements EcsClient {
    static final String ARN = "arn:aws:ecs:eu-west-1:111122223333:";
    static final String CLUSTER = "production";
    static final String SERVICE = "payments";
    static final Instant BEGINNING = Instant.parse("2026-02-01T00:00:00Z");

    /** Every request in the order in which they came. */
    final List<EcsRequest> calls = new CopyOnWriteArrayList<>();

    final List<ServiceDeployment> deployments = new ArrayList<>();
    final Map<String, ServiceRevision> revisions = new LinkedHashMap<>();
    final Map<String, TaskDefinition> definitions = new LinkedHashMap<>();
    final Map<String, List<Tag>> tags = new LinkedHashMap<>();
    final List<Task> tasks = new ArrayList<>();
    UnaryOperator<Service.Builder> change = s -> s;

    /** How the names of all that is here begin. */
    private String arn = ARN;

    int pageSize = 100;
    boolean describesDeployments = true;

    /** Runs after an update took effect, before it is answered. */
    Runnable meanwhile = () -> {};

    private @Nullable Deployment primary;
    private int made;

    /** Returns 40 and 41 deployed in that order; 39 deregistered. */
    static FakeEcs calm() {
        return calm(ARN);
    }

    /** Returns the same in another place. */
    static FakeEcs calm(String arn) {
        var ecs = new FakeEcs();
        ecs.arn = arn;
        ecs.define(39, TaskDefinitionStatus.INACTIVE);
        ecs.define(40, TaskDefinitionStatus.ACTIVE);
        ecs.define(41, TaskDefinitionStatus.ACTIVE);
        ecs.deploy(40, ServiceDeploymentStatus.SUCCESSFUL);
        ecs.deploy(41, ServiceDeploymentStatus.SUCCESSFUL);
        return ecs;
    }

    @Override
    public String serviceName() {
        return "ecs";
    }

    @Override
    public void close() {}

    static AwsServiceException error(AwsServiceException.Builder builder, String code, String message) {
        return builder.awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(400)
                .build();
    }

    void define(int number, TaskDefinitionStatus status) {
        definitions.put(
                SERVICE + ":" + number,
                TaskDefinition.builder()
                        .family(SERVICE)
                        .revision(number)
                        .taskDefinitionArn(arn + "task-definition/" + SERVICE + ":" + number)
                        .status(status)
                        .registeredAt(BEGINNING.plusSeconds(number))
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("app")
                                .image("registry/payments:1." + number)
                                .portMappings(PortMapping.builder()
                                        .containerPort(8080)
                                        .build())
                                .build())
                        .build());
    }

    /** Starts a deployment, which becomes the primary one. */
    ServiceDeployment deploy(int number, ServiceDeploymentStatus status) {
        made++;
        Instant at = BEGINNING.plusSeconds(3600L * made);
        String revision = arn + "service-revision/production/payments/" + (7_000 + made);
        revisions.put(
                revision,
                ServiceRevision.builder()
                        .serviceRevisionArn(revision)
                        .taskDefinition(arn + "task-definition/payments:" + number)
                        .containerImages(ContainerImage.builder()
                                .containerName("app")
                                .image("registry/payments:1." + number)
                                .imageDigest("sha256:" + number)
                                .build())
                        .build());
        boolean over = status == ServiceDeploymentStatus.SUCCESSFUL;
        var deployment = ServiceDeployment.builder()
                .serviceDeploymentArn(arn + "service-deployment/production/payments/d" + made)
                .targetServiceRevision(
                        ServiceRevisionSummary.builder().arn(revision).build())
                .status(status)
                .createdAt(at)
                .finishedAt(over ? at.plusSeconds(180) : null)
                .build();
        deployments.add(deployment);
        primary(
                "ecs-svc/" + (7_000 + made),
                number,
                at,
                over ? DeploymentRolloutState.COMPLETED : DeploymentRolloutState.IN_PROGRESS);
        return deployment;
    }

    void primary(String id, int number, Instant at, DeploymentRolloutState state) {
        primary = Deployment.builder()
                .id(id)
                .status("PRIMARY")
                .taskDefinition(arn + "task-definition/payments:" + number)
                .desiredCount(3)
                .runningCount(3)
                .pendingCount(0)
                .failedTasks(0)
                .createdAt(at)
                .rolloutState(state)
                .build();
    }

    void replaceLast(UnaryOperator<ServiceDeployment.Builder> with) {
        int last = deployments.size() - 1;
        deployments.set(last, with.apply(deployments.get(last).toBuilder()).build());
    }

    ServiceDeployment last() {
        return deployments.get(deployments.size() - 1);
    }

    /** Returns how often {@code kind} was asked. */
    long count(Class<? extends EcsRequest> kind) {
        return calls.stream().filter(kind::isInstance).count();
    }

    private Service service() {
        var revision = last().targetServiceRevision().arn();
        return change.apply(Service.builder()
                        .serviceName(SERVICE)
                        .serviceArn(arn + "service/production/payments")
                        .status("ACTIVE")
                        .desiredCount(3)
                        .createdAt(BEGINNING)
                        .deployments(primary)
                        .currentServiceDeployment(last().serviceDeploymentArn())
                        .currentServiceRevisions(ServiceCurrentRevisionSummary.builder()
                                .arn(revision)
                                .build())
                        .events(ServiceEvent.builder()
                                .id("e1")
                                .createdAt(BEGINNING)
                                .message("steady")
                                .build()))
                .build();
    }

    private void cluster(String cluster) {
        if (!CLUSTER.equals(cluster)) {
            throw error(ClusterNotFoundException.builder(), "ClusterNotFoundException", "Cluster not found.");
        }
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        calls.add(request);
        cluster(request.cluster());
        if (request.services().size() > 10) {
            throw error(InvalidParameterException.builder(), "InvalidParameterException", "Too many services.");
        }
        return DescribeServicesResponse.builder()
                .services(request.services().contains(SERVICE) ? List.of(service()) : List.of())
                .build();
    }

    @Override
    public ListServiceDeploymentsResponse listServiceDeployments(ListServiceDeploymentsRequest request) {
        calls.add(request);
        cluster(request.cluster());
        if (!SERVICE.equals(request.service())) {
            throw error(ServiceNotFoundException.builder(), "ServiceNotFoundException", "Service not found.");
        }
        List<ServiceDeploymentBrief> all = deployments.stream()
                .filter(d -> d.createdAt().isAfter(request.createdAt().after()))
                .filter(d -> request.createdAt().before() == null
                        || d.createdAt().isBefore(request.createdAt().before()))
                .sorted(Comparator.comparing(ServiceDeployment::serviceDeploymentArn))
                .map(FakeEcs::brief)
                .toList();
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(all.size(), from + Math.min(pageSize, request.maxResults()));
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(all.subList(from, to))
                .nextToken(to < all.size() ? "" + to : null)
                .build();
    }

    private static ServiceDeploymentBrief brief(ServiceDeployment d) {
        return ServiceDeploymentBrief.builder()
                .serviceDeploymentArn(d.serviceDeploymentArn())
                .targetServiceRevisionArn(d.targetServiceRevision().arn())
                .status(d.statusAsString())
                .createdAt(d.createdAt())
                .finishedAt(d.finishedAt())
                .statusReason(d.statusReason())
                .build();
    }

    @Override
    public DescribeServiceDeploymentsResponse describeServiceDeployments(DescribeServiceDeploymentsRequest request) {
        calls.add(request);
        if (!describesDeployments) {
            throw ServerException.builder().message("down").statusCode(500).build();
        }
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(deployments.stream()
                        .filter(d -> request.serviceDeploymentArns().contains(d.serviceDeploymentArn()))
                        .toList())
                .build();
    }

    @Override
    public DescribeServiceRevisionsResponse describeServiceRevisions(DescribeServiceRevisionsRequest request) {
        calls.add(request);
        if (request.serviceRevisionArns().size() > 20) {
            throw error(InvalidParameterException.builder(), "InvalidParameterException", "Too many revisions.");
        }
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(request.serviceRevisionArns().stream()
                        .map(revisions::get)
                        .filter(r -> r != null)
                        .toList())
                .build();
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        calls.add(request);
        TaskDefinition definition = definitions.get(request.taskDefinition());
        if (definition == null) {
            throw error(ClientException.builder(), "ClientException", "Unable to describe task definition.");
        }
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .tags(tags.getOrDefault(request.taskDefinition(), List.of()))
                .build();
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        calls.add(request);
        List<String> all = definitions.values().stream()
                .filter(d -> d.family().equals(request.familyPrefix()) && d.status() == request.status())
                .sorted(Comparator.comparing(TaskDefinition::revision).reversed())
                .map(TaskDefinition::taskDefinitionArn)
                .toList();
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(all.size(), from + Math.min(pageSize, request.maxResults()));
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(all.subList(from, to))
                .nextToken(to < all.size() ? "" + to : null)
                .build();
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        calls.add(request);
        List<String> all = tasks.stream()
                .filter(t -> request.desiredStatusAsString().equals(t.desiredStatus()))
                .map(Task::taskArn)
                .toList();
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(all.size(), from + Math.min(pageSize, request.maxResults()));
        return ListTasksResponse.builder()
                .taskArns(all.subList(from, to))
                .nextToken(to < all.size() ? "" + to : null)
                .build();
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        calls.add(request);
        if (request.tasks().size() > 100) {
            throw error(InvalidParameterException.builder(), "InvalidParameterException", "Too many tasks.");
        }
        return DescribeTasksResponse.builder()
                .tasks(tasks.stream()
                        .filter(t -> request.tasks().contains(t.taskArn()))
                        .toList())
                .build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        calls.add(request);
        cluster(request.cluster());
        if (!SERVICE.equals(request.service())) {
            throw error(ServiceNotFoundException.builder(), "ServiceNotFoundException", "Service not found.");
        }
        TaskDefinition definition = definitions.get(request.taskDefinition());
        if (definition == null || definition.status() != TaskDefinitionStatus.ACTIVE) {
            throw error(ClientException.builder(), "ClientException", "TaskDefinition is inactive");
        }
        deploy(definition.revision(), ServiceDeploymentStatus.IN_PROGRESS);
        meanwhile.run();
        return UpdateServiceResponse.builder().service(service()).build();
    }

    @Override
    public StopServiceDeploymentResponse stopServiceDeployment(StopServiceDeploymentRequest request) {
        calls.add(request);
        boolean goesOn = last().serviceDeploymentArn().equals(request.serviceDeploymentArn())
                && last().status() == ServiceDeploymentStatus.IN_PROGRESS;
        if (!goesOn) {
            throw error(ConflictException.builder(), "ConflictException", "The deployment is in a terminal state.");
        }
        replaceLast(d -> d.status(ServiceDeploymentStatus.ROLLBACK_REQUESTED));
        return StopServiceDeploymentResponse.builder().build();
    }

    @Override
    public ContinueServiceDeploymentResponse continueServiceDeployment(ContinueServiceDeploymentRequest request) {
        calls.add(request);
        return ContinueServiceDeploymentResponse.builder().build();
    }
}
