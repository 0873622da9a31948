package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.aws.shape.ServiceShape;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.SimulatedDefinition;
import io.incidentiq.simulator.world.SimulatedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** ECS: clusters and services. */
public final class ServiceOperations {
    private static final int MAX_DESCRIBED = 10;
    private static final int PAGE = 10;
    private static final int BIG_PAGE = 100;
    private static final Tree INSIGHTS = Tree.of("name", "containerInsights").with("value", "disabled");

    static final List<String> LAUNCH_TYPES = List.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES");

    private final Tags tags;

    public ServiceOperations(Tags tags) {
        this.tags = tags;
    }

    public Map<String, Operation> all() {
        return Map.of(
                "ListClusters", Operation.read(this::listClusters, "maxResults", "nextToken"),
                "DescribeClusters", Operation.read(this::describeClusters, "clusters", "include"),
                "ListServices",
                        Operation.read(
                                this::listServices,
                                "cluster",
                                "launchType",
                                "schedulingStrategy",
                                "resourceManagementType",
                                "maxResults",
                                "nextToken"),
                "DescribeServices", Operation.read(this::describeServices, "cluster", "services", "include"),
                "UpdateService", Operation.write(this::updateService, updated()));
    }

    private static String[] updated() {
        return Stream.concat(
                        Stream.of("cluster", "service", "taskDefinition", "forceNewDeployment"),
                        Settings.SHOWN.stream())
                .toArray(String[]::new);
    }

    private Tree listClusters(Call call) {
        Page<String> page =
                Page.of(List.of(call.view().names().cluster(SimulatedPlatform.CLUSTER)), call.body(), BIG_PAGE);
        return Tree.of("clusterArns", page.items()).with("nextToken", page.nextToken());
    }

    private Tree describeClusters(Call call) {
        List<String> shown = AllowedWords.all(call.body(), "include", List.of("SETTINGS", "STATISTICS", "TAGS"));
        List<String> asked = call.body().has("clusters") ? call.body().texts("clusters") : List.of("default");
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String name : asked) {
            if (call.view().knowsCluster(name)) {
                found.add(cluster(call.view(), shown));
            } else {
                missing.add(missing(call.view().names().cluster(AwsNames.last(name))));
            }
        }
        return Tree.of("clusters", found).with("failures", missing);
    }

    private Tree cluster(View view, List<String> shown) {
        var services = view.services().values();
        String arn = view.names().cluster(SimulatedPlatform.CLUSTER);
        return Tree.of("clusterArn", arn)
                .with("clusterName", SimulatedPlatform.CLUSTER)
                .with("status", "ACTIVE")
                .with("registeredContainerInstancesCount", 0)
                .with(
                        "runningTasksCount",
                        services.stream()
                                .flatMap(state -> state.snapshot().rollouts().stream())
                                .mapToInt(rollout -> rollout.tasks().running())
                                .sum())
                .with(
                        "pendingTasksCount",
                        services.stream()
                                .flatMap(state -> state.snapshot().rollouts().stream())
                                .mapToInt(rollout -> rollout.tasks().pending())
                                .sum())
                .with("activeServicesCount", services.size())
                .with("statistics", shown.contains("STATISTICS") ? List.of(statistic(services.size())) : List.of())
                .with("tags", shown.contains("TAGS") ? tags.of(arn) : List.of())
                .with("settings", shown.contains("SETTINGS") ? List.of(INSIGHTS) : List.of())
                .with("capacityProviders", List.of())
                .with("defaultCapacityProviderStrategy", List.of());
    }

    private static Tree statistic(int services) {
        return Tree.of("name", "activeFargateServiceCount").with("value", String.valueOf(services));
    }

    private Tree listServices(Call call) {
        call.view().requireCluster(call.body());
        List<String> arns = call.view().services().keySet().stream()
                .filter(service -> listed(call.body()))
                .map(call.view().names()::service)
                .sorted()
                .toList();
        Page<String> page = Page.of(arns, call.body(), PAGE);
        return Tree.of("serviceArns", page.items()).with("nextToken", page.nextToken());
    }

    /** Every service of the simulated platform is of the same kind. */
    private static boolean listed(Body body) {
        return AllowedWords.of(body, "launchType", "FARGATE", LAUNCH_TYPES).equals("FARGATE")
                && AllowedWords.of(body, "schedulingStrategy", "REPLICA", List.of("REPLICA", "DAEMON"))
                        .equals("REPLICA")
                && AllowedWords.of(body, "resourceManagementType", "CUSTOMER", List.of("CUSTOMER", "ECS"))
                        .equals("CUSTOMER");
    }

    private Tree describeServices(Call call) {
        call.view().requireCluster(call.body());
        List<String> asked = call.body().texts("services");
        if (asked.isEmpty()) {
            throw AwsError.invalidParameter("Services cannot be empty.");
        }
        if (asked.size() > MAX_DESCRIBED) {
            throw AwsError.invalidParameter("Services must have at most %d members.".formatted(MAX_DESCRIBED));
        }
        call.concerns(String.join(",", asked.stream().map(AwsNames::last).toList()));
        boolean tagged =
                AllowedWords.all(call.body(), "include", List.of("TAGS")).contains("TAGS");
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String name : asked) {
            call.view()
                    .service(name)
                    .ifPresentOrElse(
                            state -> found.add(service(call.view(), state, tagged)),
                            () -> missing.add(missing(
                                    call.view().names().service(SimulatedPlatform.CLUSTER, AwsNames.last(name)))));
        }
        return Tree.of("services", found).with("failures", missing);
    }

    private Tree service(View view, SimulatedState state, boolean tagged) {
        Tree tree = new ServiceShape(view.names(), state).tree();
        return tagged
                ? tree.with(
                        "tags", tags.of(view.names().service(state.snapshot().service())))
                : tree;
    }

    static Tree missing(String arn) {
        return Tree.of("arn", arn).with("reason", "MISSING");
    }

    /** Every update that names a definition, or forces, is a deployment; the desired count can't be changed here. */
    private Tree updateService(Call call) {
        call.view().requireCluster(call.body());
        String name = call.body().required("service");
        call.concerns(AwsNames.last(name));
        SimulatedState state = call.view().existing(name);
        ServiceId id = state.snapshot().service();
        Settings.requireUnchanged(call.body(), service(call.view(), state, false));
        Optional<Integer> number = call.body()
                .text("taskDefinition")
                .map(text -> deployable(call.view(), state, text))
                .or(() -> call.body().flag("forceNewDeployment") ? running(state) : Optional.empty());
        number.ifPresent(revision -> {
            DeploymentId deployment = call.platform().update(id, revision);
            call.did("deployment " + AwsNames.last(deployment.value()));
        });
        SimulatedState after = Objects.requireNonNull(call.platform().state().get(id));
        return Tree.of("service", service(call.view(), after, false));
    }

    private static Optional<Integer> running(SimulatedState state) {
        return state.snapshot().primary().map(rollout -> rollout.definition().number());
    }

    private static int deployable(View view, SimulatedState state, String text) {
        ServiceId service = state.snapshot().service();
        SimulatedDefinition definition =
                view.definition(text).orElseThrow(() -> AwsError.client("TaskDefinition not found."));
        if (!View.active(definition)) {
            throw AwsError.client("TaskDefinition is inactive");
        }
        if (!View.id(definition).family().equals(service.name())) {
            throw AwsError.of(
                    "UnsupportedFeatureException",
                    "The simulated platform runs only definitions of the family %s there.".formatted(service.name()));
        }
        requireOffered(state, definition);
        return View.id(definition).number();
    }

    private static void requireOffered(SimulatedState state, SimulatedDefinition definition) {
        state.snapshot().loadBalanced().stream()
                .filter(binding -> !definition.definition().offers(binding))
                .findFirst()
                .ifPresent(binding -> {
                    throw AwsError.invalidParameter("The container %s did not have a container port %d defined."
                            .formatted(binding.container(), binding.port()));
                });
    }
}
