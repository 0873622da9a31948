package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot: has the primary rollout taken over ({@code docs/judgement.md}, mitigated)? */
final class Rollouts {
    private Rollouts() {}

    /** Returns whether the primary rollout serves alone, complete and healthy. */
    static boolean servesAlone(ServiceSnapshot seen) {
        return seen.primary()
                .filter(p -> p.tasks().desired() > 0
                        && p.tasks().running() >= p.tasks().desired()
                        && p.tasks().running() >= seen.desiredCount())
                .filter(p -> aloneAndHealthy(seen, p))
                .isPresent();
    }

    /** Returns whether the primary rollout still serves alone with {@code held} tasks, or with all that are wanted: scaling out is no loss. */
    static boolean stillServes(ServiceSnapshot seen, int held) {
        return seen.primary()
                .filter(p -> p.tasks().running() >= Math.min(held, seen.desiredCount()))
                .filter(p -> aloneAndHealthy(seen, p))
                .isPresent();
    }

    private static boolean aloneAndHealthy(ServiceSnapshot seen, Rollout primary) {
        return primary.tasks().unhealthy() == 0
                && seen.rollouts().stream()
                        .filter(r -> !r.primary())
                        .allMatch(r -> r.tasks().running() == 0);
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
