package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Situation;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the world moved between plan and start ({@code docs/judgement.md}, stale). */
final class Staleness {
    private Staleness() {}

    /** Returns what changed; null if nothing that matters did, as far as is known. */
    static @Nullable String of(PlannedRollback plan, Facts now, Instant at) {
        String moved = ofService(plan, now);
        return moved != null ? moved : plan.worsened(now, at).orElse(null);
    }

    private static @Nullable String ofService(PlannedRollback plan, Facts now) {
        Situation planned = plan.situation().orElseThrow();
        if (now.knows(new Query.ServiceNow(plan.settings().service()))
                && now.snapshot().isEmpty()) {
            return "the service is no longer there";
        }
        String moved =
                now.snapshot().map(s -> planned.changeTo(Situation.of(s))).orElse(null);
        if (moved != null) {
            return moved;
        }
        var target = plan.target().orElseThrow().revision();
        TaskDefinition definition = now.definition(target);
        if (definition == null) {
            boolean looked = now.knows(new Query.Definitions(Set.of(target)));
            return looked ? target + " no longer exists" : null;
        }
        boolean deployed =
                plan.action().filter(a -> a.kind() == Action.Kind.UPDATE).isPresent();
        if (definition.status() == DefinitionStatus.ACTIVE
                || (!deployed && definition.status() == DefinitionStatus.INACTIVE)) {
            return null;
        }
        return target + " can no longer be deployed: " + definition.status();
    }
}
