package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.aws.shape.DefinitionShape;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.SimulatedDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** ECS: task definitions and tags. */
public final class DefinitionOperations {
    private static final int PAGE = 100;

    private final Tags tags;
    private final Map<RevisionId, Body> registered = new TreeMap<>();

    public DefinitionOperations(Tags tags) {
        this.tags = tags;
    }

    public Map<String, Operation> all() {
        return Map.of(
                "ListTaskDefinitions",
                        Operation.read(
                                this::listTaskDefinitions, "familyPrefix", "status", "sort", "maxResults", "nextToken"),
                "DescribeTaskDefinition", Operation.read(this::describeTaskDefinition, "taskDefinition", "include"),
                "RegisterTaskDefinition", Operation.write(this::registerTaskDefinition, registered()),
                "DeregisterTaskDefinition", Operation.write(this::deregisterTaskDefinition, "taskDefinition"),
                "TagResource", Operation.write(this::tagResource, "resourceArn", "tags.key", "tags.value"),
                "ListTagsForResource", Operation.read(this::listTagsForResource, "resourceArn"));
    }

    private static String[] registered() {
        return Stream.concat(
                        Stream.of("family", "containerDefinitions", "tags.key", "tags.value"),
                        DefinitionShape.WRITTEN.stream())
                .toArray(String[]::new);
    }

    private Tree listTaskDefinitions(Call call) {
        String prefix = call.body().textOr("familyPrefix", "");
        String status =
                AllowedWords.of(call.body(), "status", "ACTIVE", List.of("ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"));
        Comparator<RevisionId> order = Comparator.naturalOrder();
        boolean newestFirst = AllowedWords.of(call.body(), "sort", "ASC", List.of("ASC", "DESC"))
                .equals("DESC");
        List<String> arns = call.view().services().values().stream()
                .flatMap(state -> state.definitions().stream())
                .filter(entry -> entry.definition().status().name().equals(status))
                .map(View::id)
                .filter(id -> prefix.isEmpty() || id.family().equals(prefix))
                .sorted(newestFirst ? order.reversed() : order)
                .map(call.view().names()::definition)
                .toList();
        call.concerns(prefix);
        Page<String> page = Page.of(arns, call.body(), PAGE);
        return Tree.of("taskDefinitionArns", page.items()).with("nextToken", page.nextToken());
    }

    private Tree describeTaskDefinition(Call call) {
        SimulatedDefinition found = existing(call, call.body().required("taskDefinition"));
        Tree answer = Tree.of("taskDefinition", shape(call.view(), found));
        return AllowedWords.all(call.body(), "include", List.of("TAGS")).contains("TAGS")
                ? answer.with("tags", tags.of(found, arn(call.view(), found)))
                : answer;
    }

    private static SimulatedDefinition existing(Call call, String text) {
        SimulatedDefinition found =
                call.view().definition(text).orElseThrow(() -> AwsError.client("Unable to describe task definition."));
        call.concerns(View.id(found).family());
        return found;
    }

    private Tree shape(View view, SimulatedDefinition definition) {
        Body written = registered.getOrDefault(View.id(definition), Body.EMPTY);
        return new DefinitionShape(view.names(), definition, written).tree();
    }

    private static String arn(View view, SimulatedDefinition definition) {
        return view.names().definition(View.id(definition));
    }

    private Tree registerTaskDefinition(Call call) {
        String family = call.body().required("family");
        call.concerns(family);
        List<Body> containers = call.body().bodies("containerDefinitions");
        if (containers.isEmpty()) {
            throw AwsError.client("Container list cannot be empty.");
        }
        FargateSize.require(call.body());
        if (call.view().service(family).isEmpty()) {
            throw AwsError.of(
                    "UnsupportedFeatureException", "The simulated platform has only families named as its services.");
        }
        RevisionId id = call.platform()
                .register(
                        new ServiceId(SimulatedPlatform.CLUSTER, family),
                        containers.stream().map(DefinitionOperations::container).toList(),
                        environment(containers));
        registered.put(id, call.body());
        tags.add(call.view().names().definition(id), call.body().bodies("tags"));
        call.did("registered " + id);
        View after = now(call);
        SimulatedDefinition made = after.definition(id.toString()).orElseThrow();
        return Tree.of("taskDefinition", shape(after, made)).with("tags", tags.of(made, arn(after, made)));
    }

    private static View now(Call call) {
        return new View(call.platform().state(), call.view().now(), call.view().names());
    }

    private static ContainerDefinition container(Body container) {
        return new ContainerDefinition(
                container.required("name"),
                container.required("image"),
                container.bodies("portMappings").stream()
                        .flatMap(port -> port.number("containerPort").stream())
                        .map(Number::intValue)
                        .toList());
    }

    private static String environment(List<Body> containers) {
        return containers.stream()
                .flatMap(container -> container.bodies("environment").stream())
                .map(pair -> pair.textOr("name", "") + "=" + pair.textOr("value", ""))
                .collect(Collectors.joining("\n"));
    }

    private Tree deregisterTaskDefinition(Call call) {
        SimulatedDefinition found = existing(call, call.body().required("taskDefinition"));
        RevisionId id = View.id(found);
        call.platform().deregister(new ServiceId(SimulatedPlatform.CLUSTER, id.family()), id.number());
        call.did("deregistered " + id);
        View after = now(call);
        return Tree.of(
                "taskDefinition", shape(after, after.definition(id.toString()).orElseThrow()));
    }

    private Tree tagResource(Call call) {
        String arn = call.body().required("resourceArn");
        requireKnown(call.view(), arn);
        tags.add(arn, call.body().bodies("tags"));
        call.did("tagged " + arn);
        return new Tree();
    }

    private Tree listTagsForResource(Call call) {
        String arn = call.body().required("resourceArn");
        requireKnown(call.view(), arn);
        return Tree.of(
                "tags",
                call.view().definition(arn).map(found -> tags.of(found, arn)).orElseGet(() -> tags.of(arn)));
    }

    private static void requireKnown(View view, String arn) {
        boolean known = view.service(arn).isPresent()
                || view.knowsCluster(arn)
                || view.definition(arn)
                        .filter(found -> arn(view, found).equals(arn))
                        .isPresent();
        if (!known) {
            throw AwsError.of("ResourceNotFoundException", "The specified resource could not be found.");
        }
    }
}
