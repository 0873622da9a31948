package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The history of a service: its deployments in the order in which they began, and what each of them started. */
final class Deployments {
    private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
    private final Map<ServiceRevisionId, TaskSet.Started> revisions = new LinkedHashMap<>();

    void begin(DeploymentId id, TaskSet.Started started, Instant at) {
        ServiceRevisionId revision = started.revision().id();
        revisions.put(revision, started);
        deployments.put(id, Deployment.of(id, revision, DeploymentState.IN_PROGRESS, at));
    }

    void change(DeploymentId id, UnaryOperator<Deployment> change) {
        deployments.computeIfPresent(id, (key, value) -> change.apply(value));
    }

    @Nullable
    Deployment get(DeploymentId id) {
        return deployments.get(id);
    }

    @Nullable
    DeploymentState state(DeploymentId id) {
        return Optional.ofNullable(deployments.get(id)).map(Deployment::state).orElse(null);
    }

    @Nullable
    ServiceRevision revision(ServiceRevisionId id) {
        return Optional.ofNullable(revisions.get(id))
                .map(TaskSet.Started::revision)
                .orElse(null);
    }

    Map<ServiceRevisionId, ServiceRevision> revisions() {
        return revisions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().revision()));
    }

    List<Deployment> since(Instant since) {
        return deployments.values().stream()
                .filter(deployment -> !deployment.createdAt().isBefore(since))
                .toList();
    }

    /** Returns the deployment that first started what {@code started} is. */
    @Nullable
    Deployment thatBegan(TaskSet.Started started) {
        return deployments.values().stream()
                .filter(d -> d.started().equals(started.revision().id()))
                .findFirst()
                .orElse(null);
    }

    /** Returns what the last deployment that ended well runs; empty if none has. */
    Optional<TaskSet.Started> lastGood() {
        ServiceRevisionId last = null;
        for (Deployment deployment : deployments.values()) {
            ServiceRevisionId good = deployment.succeededWith();
            last = good == null ? last : good;
        }
        return Optional.ofNullable(last).map(revisions::get);
    }
}
