package io.incidentiq.cli.process;

import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rollback under way, as a signal finds it. */
interface Underway {
    /** Closes the door to the write at once; then {@link #now} says all that was sent. */
    void giveUp(String signal);

    /** Returns how it stands; never waits. */
    Snapshot now();

    /** Returns how it ended by itself; empty while it hasn't, where it was given up, and where it is only planned again. */
    Optional<RollbackReport> ended();

    /**
     * What is known of it.
     *
     * @param plan what is being carried out; null in tests that don't care
     */
    record Snapshot(
            Phase phase,
            RollbackReport.RunDetails details,
            @Nullable RollbackPlan plan,
            Instant at,
            Calls calls) {
        Progress progress() {
            return details.progress();
        }

        static Snapshot of(RollbackView view) {
            var details =
                    new RollbackReport.RunDetails(view.progress(), view.verification(), view.gates(), view.warnings());
            return new Snapshot(view.phase(), details, view.plan(), view.at(), view.calls());
        }
    }

    static Underway of(Rollback rollback) {
        return new Underway() {
            @Override
            public void giveUp(String signal) {
                rollback.cancel(signal, "");
            }

            @Override
            public Snapshot now() {
                return Snapshot.of(rollback.view());
            }

            @Override
            public Optional<RollbackReport> ended() {
                return Optional.ofNullable(rollback.completion().getNow(null))
                        .filter(report -> report.outcome() != Outcome.CANCELLED)
                        .filter(report -> report.reason()
                                .filter(r -> r == Reason.PLAN_STALE)
                                .isEmpty());
            }
        };
    }
}
