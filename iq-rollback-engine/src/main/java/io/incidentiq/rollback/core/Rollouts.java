package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
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

    /** Returns what was seen last, with the platform's own reason, for people. */
    static String words(@Nullable ServiceSnapshot seen) {
        if (seen == null) {
            return "nothing";
        }
        String platform = seen.primary()
                .map(Rollout::reason)
                .filter(r -> !r.isEmpty())
                .orElseGet(() -> seen.events().isEmpty()
                        ? "the platform gives no reason"
                        : seen.events().get(0).message());
        return seen.rollouts() + "; " + platform;
    }
}
