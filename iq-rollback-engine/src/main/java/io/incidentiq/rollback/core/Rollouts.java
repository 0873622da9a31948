package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot: whose rollout is the primary one, and has it taken over ({@code docs/judgement.md}, mitigated)? */
final class Rollouts {
    private Rollouts() {}

    /** Whose the primary rollout is. */
    enum Owner {
        OURS,
        /** What ran before, or stale: nothing new is seen yet. */
        KNOWN,
        /** The platform threw ours back. */
        REVERTED,
        FOREIGN
    }

    static Owner ownerOfPrimary(
            ServiceSnapshot seen, @Nullable DeploymentId ours, Set<DeploymentId> known, Action action) {
        Optional<Rollout> primary = seen.primary();
        if (primary.isEmpty()) {
            return Owner.KNOWN;
        }
        Rollout rollout = primary.get();
        if (isOurs(rollout, ours, action)) {
            return Owner.OURS;
        }
        if (ours != null && ours.equals(rollout.rollbackOf()) && action.kind() == Action.Kind.UPDATE) {
            return Owner.REVERTED;
        }
        return known.contains(rollout.id()) ? Owner.KNOWN : Owner.FOREIGN;
    }

    private static boolean isOurs(Rollout rollout, @Nullable DeploymentId ours, Action action) {
        return switch (action.kind()) {
            case UPDATE, NONE -> rollout.id().equals(ours);
            case STOP -> action.deployment() != null && action.deployment().equals(rollout.rollbackOf());
            case FOLLOW ->
                action.deployment() != null
                        && (action.deployment().equals(rollout.rollbackOf())
                                || action.deployment().equals(rollout.id()));
        };
    }

    /** Returns whether the primary rollout serves alone, complete and healthy. */
    static boolean servesAlone(ServiceSnapshot seen) {
        return seen.primary()
                .filter(p -> p.tasks().desired() > 0
                        && p.tasks().running() >= p.tasks().desired()
                        && p.tasks().running() >= seen.desiredCount()
                        && p.tasks().unhealthy() == 0)
                .filter(p -> seen.rollouts().stream()
                        .filter(r -> !r.primary())
                        .allMatch(r -> r.tasks().running() == 0))
                .isPresent();
    }

    static boolean drained(ServiceSnapshot seen) {
        return seen.rollouts().size() <= 1;
    }

    /** Returns a new rollout of {@code revision} that isn't among {@code known}. */
    static Optional<DeploymentId> appeared(ServiceSnapshot seen, RevisionId revision, Set<DeploymentId> known) {
        return seen.rollouts().stream()
                .filter(r -> r.definition().equals(revision) && !known.contains(r.id()) && r.rollbackOf() == null)
                .map(Rollout::id)
                .findFirst();
    }

    /** Returns what is wrong with the images that run; null if they are the recorded ones. */
    static @Nullable String imageTrouble(RollbackPlan plan, ServiceRevision running) {
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
    static boolean imageUnknown(RollbackPlan plan, ServiceRevision running) {
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
