package io.incidentiq.simulator.scenario;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.PortBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a task definition of a drill says. */
public record Content(
        Image image, String environment, Network network, List<Sidecar> sidecars, Marks marks, Written written) {
    static final String CONTAINER = "web";
    static final int PORT = 8080;
    private static final int PROXY_PORT = 8081;
    private static final String SIDECAR = "sidecar";

    /** Which build {@code web} runs; {@code tag} is null where the reference ends in the build's own. */
    public record Image(int build, @Nullable String tag) {}

    /** On which port {@code web} listens, and whether the first sidecar takes the traffic instead. */
    public record Network(int port, boolean throughSidecar) {}

    /** Another container; a floating one's reference resolves to another image after each registration. */
    public record Sidecar(String image, boolean floating) {}

    /** The labels of {@code web}, and the tags of the definition: names to values, by name. */
    public record Marks(Map<String, String> labels, Map<String, String> tags) {}

    /** The containers as somebody wrote them out; empty where nobody has. */
    record Written(List<ContainerDefinition> containers) {}

    public static Content of(int build) {
        return new Content(
                new Image(build, null),
                "",
                new Network(PORT, false),
                List.of(),
                new Marks(Map.of(), Map.of()),
                new Written(List.of()));
    }

    public Content with(Image other) {
        return new Content(other, environment, network, sidecars, marks, written);
    }

    public Content withEnvironment(String other) {
        return new Content(image, other, network, sidecars, marks, written);
    }

    public Content with(Network other) {
        return new Content(image, environment, other, sidecars, marks, written);
    }

    public Content plus(Sidecar sidecar) {
        var more = new ArrayList<>(sidecars);
        more.add(sidecar);
        return new Content(image, environment, network, List.copyOf(more), marks, written);
    }

    public Content withLabel(String name, String value) {
        return with(new Marks(plus(marks.labels, name, value), marks.tags));
    }

    public Content withTag(String name, String value) {
        return with(new Marks(marks.labels, plus(marks.tags, name, value)));
    }

    private static Map<String, String> plus(Map<String, String> pairs, String name, String value) {
        var more = new TreeMap<>(pairs);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    private Content with(Marks other) {
        return new Content(image, environment, network, sidecars, other, written);
    }

    Content written(List<ContainerDefinition> containers, String itsEnvironment) {
        return new Content(
                image,
                itsEnvironment,
                network,
                sidecars,
                new Marks(Map.of(), Map.of()),
                new Written(List.copyOf(containers)));
    }

    /** Returns the image reference of {@code web} in the family {@code family}. */
    public String reference(String family) {
        String tag = Optional.ofNullable(image.tag).orElse("1.%d.0".formatted(image.build));
        return "registry.example/%s:%s".formatted(family, tag);
    }

    public List<ContainerDefinition> containers(String family) {
        if (!written.containers.isEmpty()) {
            return written.containers;
        }
        var containers = new ArrayList<ContainerDefinition>();
        containers.add(new ContainerDefinition(CONTAINER, reference(family), List.of(network.port)));
        for (Sidecar sidecar : sidecars) {
            int count = containers.size();
            List<Integer> ports = network.throughSidecar && count == 1 ? List.of(PROXY_PORT) : List.of();
            containers.add(new ContainerDefinition(count == 1 ? SIDECAR : SIDECAR + "-" + count, sidecar.image, ports));
        }
        return containers;
    }

    /** Returns where a service that was set up for this definition sends its traffic. */
    public PortBinding traffic() {
        return network.throughSidecar && !sidecars.isEmpty()
                ? new PortBinding(SIDECAR, PROXY_PORT)
                : new PortBinding(CONTAINER, network.port);
    }
}
