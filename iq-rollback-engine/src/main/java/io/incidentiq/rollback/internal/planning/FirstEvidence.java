package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a plan saw of the service, as far as a report shows it. */
final class FirstEvidence {
    /** How much of the metric is kept before the plan. */
    private static final Duration BEFORE = Duration.ofHours(2);

    /** How much is kept before the suspect's deployment, where that is further back. */
    private static final Duration BEFORE_THE_SUSPECT = Duration.ofMinutes(30);

    private FirstEvidence() {}

    static KeptEvidence of(PlannedRollback plan, Facts facts) {
        Settings settings = plan.settings();
        Instant at = plan.plannedAt();
        List<MetricPoint> points = settings.measure()
                .map(m -> m.wholePeriods(facts, settings.floor(from(plan)), at))
                .orElse(List.of());
        KeptEvidence kept = KeptEvidence.NONE.withMetric(points);
        ServiceSnapshot seen = facts.snapshot().orElse(null);
        if (seen != null) {
            Instant seenAt = facts.seenAt().orElse(at);
            kept = kept.looked(seenAt, seen, plan.target().map(Target::revision).orElse(null))
                    .withEvents(seen.events());
        }
        HealthAnswer health = facts.health();
        return health == null ? kept : kept.probed(at, health);
    }

    private static Instant from(PlannedRollback plan) {
        Instant usual = plan.plannedAt().minus(BEFORE);
        Instant suspect =
                plan.suspect().map(s -> s.since().minus(BEFORE_THE_SUSPECT)).orElse(usual);
        Instant earliest = plan.plannedAt().minus(Settings.METRIC_RANGE);
        return InstantFormat.later(earliest, suspect.isBefore(usual) ? suspect : usual);
    }
}
