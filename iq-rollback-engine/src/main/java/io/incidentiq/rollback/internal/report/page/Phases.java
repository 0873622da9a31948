package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import java.time.Instant;
import java.util.Optional;

/**
 * Before, during and after, as colours of a chart.
 *
 * @param began when the incident began, as far as it is known; else when the suspect was deployed
 * @param over when the target began to serve alone; the far future where it didn't
 * @param after the colour of what came then
 */
record Phases(Instant began, Instant over, Tone after) {
    static Phases of(RollbackReport report, PlannedRollback plan) {
        Progress progress = report.progress();
        Instant deployed = plan.suspect().map(s -> s.since()).orElse(Instant.MAX);
        Instant began = plan.request()
                .incidentStart()
                .or(() -> plan.levels().flatMap(l -> Optional.ofNullable(l.onset())))
                .orElse(deployed);
        return new Phases(began, progress.mitigatedAt().orElse(Instant.MAX), after(report.outcome()));
    }

    private static Tone after(Outcome outcome) {
        return switch (outcome) {
            case ROLLED_BACK, NOTHING_TO_DO -> Tone.GOOD;
            case NOT_RECOVERED, FAILED -> Tone.BAD;
            case ROLLED_BACK_UNVERIFIED, REFUSED, SUPERSEDED, CANCELLED -> Tone.WARN;
        };
    }

    Tone at(Instant instant) {
        if (!instant.isBefore(over)) {
            return after;
        }
        return instant.isBefore(began) ? Tone.CALM : Tone.BAD;
    }
}
