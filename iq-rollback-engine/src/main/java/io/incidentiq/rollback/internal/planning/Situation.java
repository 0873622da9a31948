package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must not have changed between plan and start: the place, deployments, the primary's revision, its rollout state. Not the counts. */
public record Situation(
        Set<DeploymentId> rollouts,
        @Nullable RevisionId primary,
        @Nullable RolloutState state,
        Place place) {
    public Situation {
        rollouts = Set.copyOf(rollouts);
    }

    /** Returns the situation that {@code snapshot} shows; rollouts that only drain may go without making it another one. */
    public static Situation of(ServiceSnapshot snapshot) {
        return new Situation(
                snapshot.rollouts().stream().map(Rollout::id).collect(Collectors.toSet()),
                snapshot.primary().map(Rollout::definition).orElse(null),
                snapshot.primary().map(Rollout::state).orElse(null),
                snapshot.place());
    }

    /** Returns what makes {@code later} another situation; null if nothing does. */
    public @Nullable String changeTo(Situation later) {
        if (!place.equals(later.place)) {
            return "the service was seen in %s and is seen in %s now".formatted(place, later.place);
        }
        if (!Objects.equals(primary, later.primary)) {
            return "the service was to run %s and is to run %s now"
                    .formatted(orNothing(primary), orNothing(later.primary));
        }
        if (!rollouts.containsAll(later.rollouts)) {
            return "another deployment began";
        }
        return Objects.equals(state, later.state)
                ? null
                : "the rollout went from %s to %s".formatted(orNothing(state), orNothing(later.state));
    }

    private static Object orNothing(@Nullable Object known) {
        return known == null ? "nothing" : known;
    }
}
