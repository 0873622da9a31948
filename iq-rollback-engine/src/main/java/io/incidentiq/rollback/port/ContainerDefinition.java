package io.incidentiq.rollback.port;

import java.util.List;

/** One container of a task definition: as much of it as a rollback is judged by. */
public record ContainerDefinition(String name, String image, List<Integer> ports) {
    public ContainerDefinition {
        ports = List.copyOf(ports);
    }
}
