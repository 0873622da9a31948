package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.SimulatedDefinition;
import io.incidentiq.simulator.world.SimulatedState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The platform as a call sees it, which may be late, and what the names in a request mean there. */
public record View(Map<ServiceId, SimulatedState> services, Instant now, AwsNames names) {
    private static final String DEFAULT_CLUSTER = "default";

    public View {
        services = Map.copyOf(services);
    }

    /** @throws AwsError {@code ClusterNotFoundException} unless the request means the only cluster */
    void requireCluster(Body body) {
        if (!knowsCluster(body.textOr("cluster", DEFAULT_CLUSTER))) {
            throw AwsError.of("ClusterNotFoundException", "Cluster not found.");
        }
    }

    boolean knowsCluster(String nameOrArn) {
        return nameOrArn.equals(SimulatedPlatform.CLUSTER)
                || nameOrArn.equals(names.cluster(SimulatedPlatform.CLUSTER));
    }

    /** Returns the service of that name or ARN. */
    Optional<SimulatedState> service(String nameOrArn) {
        return services.values().stream()
                .filter(state -> {
                    ServiceId id = state.snapshot().service();
                    return nameOrArn.equals(id.name()) || nameOrArn.equals(names.service(id));
                })
                .findFirst();
    }

    /** @throws AwsError {@code ServiceNotFoundException} if there is none of that name or ARN */
    SimulatedState existing(String nameOrArn) {
        return service(nameOrArn).orElseThrow(() -> AwsError.of("ServiceNotFoundException", "Service not found."));
    }

    /** Returns the definition that {@code family}, {@code family:number} or an ARN means; a family alone means its newest ACTIVE one. */
    Optional<SimulatedDefinition> definition(String text) {
        String name = text.startsWith("arn:") ? AwsNames.last(text) : text;
        int colon = name.indexOf(':');
        String family = colon < 0 ? name : name.substring(0, colon);
        return family.isBlank()
                ? Optional.empty()
                : service(family).stream()
                        .flatMap(state -> state.definitions().stream())
                        .filter(entry ->
                                colon < 0 ? active(entry) : id(entry).toString().equals(name))
                        .findFirst();
    }

    static boolean active(SimulatedDefinition entry) {
        return entry.definition().status() == DefinitionStatus.ACTIVE;
    }

    static RevisionId id(SimulatedDefinition entry) {
        return entry.definition().id();
    }
}
