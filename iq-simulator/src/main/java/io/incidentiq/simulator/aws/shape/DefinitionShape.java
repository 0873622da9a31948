package io.incidentiq.simulator.aws.shape;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.world.SimulatedDefinition;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A task definition as ECS shows it; {@code written} is what it was registered with over the wire, if it was. */
public record DefinitionShape(AwsNames names, SimulatedDefinition entry, Body written) {
    private static final int CONTAINER_CPU = 256;
    private static final int CONTAINER_MEMORY = 512;
    public static final List<String> WRITTEN = List.of(
            "taskRoleArn",
            "executionRoleArn",
            "networkMode",
            "volumes",
            "placementConstraints",
            "requiresCompatibilities",
            "cpu",
            "memory",
            "pidMode",
            "ipcMode",
            "proxyConfiguration",
            "inferenceAccelerators",
            "enableFaultInjection",
            "ephemeralStorage",
            "runtimePlatform");

    public Tree tree() {
        var definition = entry.definition();
        Tree tree = Tree.of("taskDefinitionArn", names.definition(definition.id()))
                .with("family", definition.id().family())
                .with("revision", definition.id().number())
                .with("status", definition.status().name())
                .with("networkMode", "awsvpc")
                .with("volumes", List.of())
                .with("requiresAttributes", List.of())
                .with("placementConstraints", List.of())
                .with("compatibilities", List.of("EC2", "FARGATE"))
                .with("requiresCompatibilities", List.of("FARGATE"))
                .with("cpu", "256")
                .with("memory", "512")
                .with("registeredAt", definition.registeredAt())
                .with("deregisteredAt", entry.deregisteredAt())
                .with("registeredBy", "arn:aws:iam::%s:user/pipeline".formatted(AwsNames.ACCOUNT));
        WRITTEN.forEach(name -> tree.with(name, written.members().get(name)));
        return tree.with(
                "containerDefinitions",
                written.has("containerDefinitions") ? written.list("containerDefinitions") : containers());
    }

    private List<Tree> containers() {
        var containers = entry.definition().containers();
        return Stream.iterate(0, i -> i < containers.size(), i -> i + 1)
                .map(i -> container(containers.get(i), i == 0))
                .toList();
    }

    private Tree container(ContainerDefinition container, boolean first) {
        return Tree.of("name", container.name())
                .with("image", container.image())
                .with("cpu", CONTAINER_CPU)
                .with("memory", CONTAINER_MEMORY)
                .with(
                        "portMappings",
                        container.ports().stream().map(DefinitionShape::port).toList())
                .with("essential", true)
                .with("environment", first ? environment() : List.of())
                .with("dockerLabels", first && !entry.labels().isEmpty() ? labels() : null)
                .with("mountPoints", List.of())
                .with("volumesFrom", List.of());
    }

    private Tree labels() {
        var labels = new Tree();
        new TreeMap<>(entry.labels()).forEach(labels::with);
        return labels;
    }

    private static Tree port(int port) {
        return Tree.of("containerPort", port).with("hostPort", port).with("protocol", "tcp");
    }

    private List<Tree> environment() {
        return entry.environment()
                .lines()
                .map(line -> line.split("=", 2))
                .map(pair -> Tree.of("name", pair[0]).with("value", pair.length > 1 ? pair[1] : ""))
                .toList();
    }
}
