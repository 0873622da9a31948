package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.internal.report.RunReport;
import io.incidentiq.rollback.port.RollbackId;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A rollback that was over before it began. */
final class EndedRollback implements Rollback {
    private final RunReport report;

    EndedRollback(RunReport report) {
        this.report = report;
    }

    @Override
    public RollbackId id() {
        return report.id();
    }

    @Override
    public RollbackView view() {
        return RunView.of(report);
    }

    @Override
    public RollbackReport report() {
        return report;
    }

    @Override
    public CompletableFuture<RollbackReport> completion() {
        return CompletableFuture.completedFuture(report);
    }

    @Override
    public RollbackReport await() {
        return report;
    }

    @Override
    public void cancel(String who, String why) {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        // over already: there is nothing to give up
    }
}
