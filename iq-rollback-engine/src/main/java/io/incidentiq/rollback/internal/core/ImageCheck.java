package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the target runs with its recorded images: each service revision that takes over is compared once. */
final class ImageCheck {
    private final PlannedRollback plan;
    private @Nullable ServiceRevisionId checked;
    private @Nullable DeploymentId checkedIn;
    private Set<String> unknown = Set.of();

    ImageCheck(PlannedRollback plan) {
        this.plan = plan;
    }

    /** Returns what is still to be read of {@code ours}; empty if it was compared, or the platform doesn't tell yet. */
    Optional<ServiceRevisionId> due(Rollout ours) {
        return Optional.ofNullable(ours.serviceRevision()).filter(id -> !id.equals(checked));
    }

    /** Takes in what {@code ours} runs, which is due, and returns what is wrong with it; empty if nothing is. */
    Optional<String> compare(Rollout ours, ServiceRevision running) {
        Set<String> containers = containers(running);
        checked = running.id();
        checkedIn = containers.isEmpty() ? null : ours.id();
        var doubtful = new TreeSet<String>();
        for (String container : containers) {
            String expected = expected(container);
            String runs = resolved(running, container);
            if (expected == null || runs == null) {
                doubtful.add(container);
            } else if (!expected.equals(runs)) {
                return Optional.of("container %s runs %s, recorded was %s".formatted(container, runs, expected));
            }
        }
        unknown = doubtful;
        return Optional.empty();
    }

    /** Returns every container of the target, and whatever runs beside it. */
    private Set<String> containers(ServiceRevision running) {
        var names = new TreeSet<String>();
        Stream.of(target().recorded(), running)
                .flatMap(r -> r.images().stream())
                .map(Image::container)
                .forEach(names::add);
        return names;
    }

    private @Nullable String expected(String container) {
        boolean moved = target().movedContainers().contains(container);
        return resolved(moved ? plan.suspect().orElseThrow().revision() : target().recorded(), container);
    }

    private Target target() {
        return plan.target().orElseThrow();
    }

    private static @Nullable String resolved(ServiceRevision revision, String container) {
        return revision.images().stream()
                .filter(i -> i.container().equals(container))
                .findFirst()
                .map(Image::resolved)
                .orElse(null);
    }

    /** Returns why nobody can say that {@code ours} runs the recorded images; empty if they were all compared. */
    Optional<String> doubt(@Nullable Rollout ours) {
        if (ours == null || !ours.id().equals(checkedIn)) {
            return Optional.of("the images that run could not be compared with the recorded ones");
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("no digest to compare for container " + String.join(", ", unknown));
    }
}
