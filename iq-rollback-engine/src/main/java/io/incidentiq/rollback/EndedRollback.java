package io.incidentiq.rollback;

import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.report.RollbackReport;
import java.util.concurrent.CompletableFuture;

/** A rollback that was over before it began. */
final class EndedRollback implements Rollback {
    private final RollbackReport report;

    EndedRollback(RollbackReport report) {
        this.report = report;
    }

    @Override
    public RollbackId id() {
        return report.id();
    }

    @Override
    public RollbackView view() {
        return RollbackView.of(report);
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
        // over already: there is nothing to give up
    }
}
