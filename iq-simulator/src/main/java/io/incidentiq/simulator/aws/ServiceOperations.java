package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.SimulatedDefinition;
import io.incidentiq.simulator.SimulatedState;
import io.incidentiq.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** ECS: clusters and services. */
final class ServiceOperations {
    private static final int MAX_DESCRIBED = 10;
    private static final int PAGE = 10;
    private static final int BIG_PAGE = 100;

    private final Tags tags;

    ServiceOperations(Tags tags) {
        this.tags = tags;
    }

    Map<String, Operation> all() {
        return Map.of(
                "ListClusters", Operation.read(this::listClusters),
                "DescribeClusters", Operation.read(this::describeClusters),
                "ListServices", Operation.read(this::listServices),
                "DescribeServices", Operation.read(this::describeServices),
                "UpdateService", Operation.write(this::updateService));
    }

    private Tree listClusters(Call call) {
        Page<String> page = Page.of(List.of(call.view().names().cluster(Simulation.CLUSTER)), call.body(), BIG_PAGE);
        return Tree.of("clusterArns", page.items()).with("nextToken", page.nextToken());
    }

    private Tree describeClusters(Call call) {
        List<String> asked = call.body().has("clusters") ? call.body().texts("clusters") : List.of("default");
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String name : asked) {
            if (call.view().knowsCluster(name)) {
                found.add(cluster(call.view()));
            } else {
                missing.add(missing(call.view().names().cluster(Names.last(name))));
            }
        }
        return Tree.of("clusters", found).with("failures", missing);
    }

    private static Tree cluster(View view) {
        var services = view.services().values();
        return Tree.of("clusterArn", view.names().cluster(Simulation.CLUSTER))
                .with("clusterName", Simulation.CLUSTER)
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
                .with("statistics", List.of())
                .with("tags", List.of())
                .with("settings", List.of())
                .with("capacityProviders", List.of())
                .with("defaultCapacityProviderStrategy", List.of());
    }

    private Tree listServices(Call call) {
        call.view().requireCluster(call.body());
        List<String> arns = call.view().services().keySet().stream()
                .map(call.view().names()::service)
                .sorted()
                .toList();
        Page<String> page = Page.of(arns, call.body(), PAGE);
        return Tree.of("serviceArns", page.items()).with("nextToken", page.nextToken());
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
        call.concerns(String.join(",", asked.stream().map(Names::last).toList()));
        boolean tagged = call.body().texts("include").contains("TAGS");
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String name : asked) {
            call.view()
                    .service(name)
                    .ifPresentOrElse(
                            state -> found.add(service(call.view(), state, tagged)),
                            () -> missing.add(
                                    missing(call.view().names().service(Simulation.CLUSTER, Names.last(name)))));
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
        call.concerns(Names.last(name));
        SimulatedState state = call.view().existing(name);
        ServiceId id = state.snapshot().service();
        refuseScaling(call.body(), state);
        Optional<Integer> number = call.body()
                .text("taskDefinition")
                .map(text -> deployable(call.view(), state, text))
                .or(() -> call.body().flag("forceNewDeployment") ? running(state) : Optional.empty());
        number.ifPresent(revision -> {
            DeploymentId deployment = call.platform().update(id, revision);
            call.did("deployment " + Names.last(deployment.value()));
        });
        SimulatedState after = Objects.requireNonNull(call.platform().state().get(id));
        return Tree.of("service", service(call.view(), after, false));
    }

    private static void refuseScaling(Body body, SimulatedState state) {
        boolean scales = body.number("desiredCount")
                .filter(count -> count.intValue() != state.snapshot().desiredCount())
                .isPresent();
        if (scales) {
            throw AwsError.of("UnsupportedFeatureException", "The simulated platform does not scale services.");
        }
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
