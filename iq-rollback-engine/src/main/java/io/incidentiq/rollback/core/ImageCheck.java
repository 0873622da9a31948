package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the target runs with its recorded images: each service revision that takes over is compared once. */
final class ImageCheck {
    private final RollbackPlan plan;
    private @Nullable ServiceRevisionId checked;
    private boolean doubtful;

    ImageCheck(RollbackPlan plan) {
        this.plan = plan;
    }

    /** Returns what is still to be read of {@code ours}; empty if it was compared, or the platform doesn't tell yet. */
    Optional<ServiceRevisionId> due(Optional<Rollout> ours) {
        return ours.map(Rollout::serviceRevision).filter(id -> !id.equals(checked));
    }

    /** Takes in what {@code running} runs, which is due, and returns what is wrong with it; null if nothing is. */
    @Nullable
    String compare(ServiceRevision running) {
        checked = running.id();
        String trouble = trouble(running);
        doubtful |= trouble == null && unknown(running);
        return trouble;
    }

    /** Returns whether some image could not be compared. */
    boolean doubtful() {
        return doubtful;
    }

    /** Returns what is wrong with the images that run; null if they are the recorded ones. */
    private @Nullable String trouble(ServiceRevision running) {
        Target target = plan.target().orElseThrow();
        ServiceRevision bad = plan.suspect().orElseThrow().revision();
        for (Image image : running.images()) {
            String expected =
                    resolved(target.movedContainers().contains(image.container()) ? bad : target.recorded(), image);
            String runs = image.resolved();
            if (expected != null && runs != null && !expected.equals(runs)) {
                return "container %s runs %s, recorded was %s".formatted(image.container(), runs, expected);
            }
        }
        return null;
    }

    /** Returns whether nothing tells which image some container runs. */
    private boolean unknown(ServiceRevision running) {
        ServiceRevision recorded = plan.target().orElseThrow().recorded();
        return running.images().isEmpty()
                || running.images().stream().anyMatch(i -> i.resolved() == null || resolved(recorded, i) == null);
    }

    private static @Nullable String resolved(ServiceRevision revision, Image image) {
        return revision.images().stream()
                .filter(i -> i.container().equals(image.container()))
                .findFirst()
                .map(Image::resolved)
                .orElse(null);
    }
}
