package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.TextStyle;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.report.page.ReportPage;
import io.incidentiq.rollback.port.RollbackId;
import java.time.Instant;
import java.util.List;

/** The report of one rollback. */
public record RunReport(
        RollbackId id, Instant requestedAt, PlannedRollback plan, Ending ending, RunDetails details, Calls calls)
        implements RollbackReport {
    private static final int INTERNAL_ERROR_CODE = 70;

    /** Returns a copy with what happened before. */
    public RunReport with(Progress progress) {
        var changed = new RunDetails(progress, verification(), gates(), warnings(), evidence());
        return new RunReport(id, requestedAt, plan, ending, changed, calls);
    }

    @Override
    public Progress progress() {
        return details.progress();
    }

    @Override
    public Verification verification() {
        return details.verification();
    }

    @Override
    public List<Gate> gates() {
        return details.gates();
    }

    @Override
    public List<String> warnings() {
        return details.warnings();
    }

    KeptEvidence evidence() {
        return details.evidence();
    }

    @Override
    public List<FollowUp> followUps() {
        return FollowUps.of(this);
    }

    @Override
    public List<HandCommand> byHand() {
        return ByHand.of(this);
    }

    @Override
    public int exitCode() {
        return switch (outcome()) {
            case ROLLED_BACK, NOTHING_TO_DO -> 0;
            case FAILED, NOT_RECOVERED -> failureCode();
            case REFUSED -> 3;
            case ROLLED_BACK_UNVERIFIED -> 4;
            case SUPERSEDED -> 5;
            case CANCELLED -> 6;
        };
    }

    private int failureCode() {
        if (ending.reason() == Reason.INTERNAL_ERROR) {
            return INTERNAL_ERROR_CODE;
        }
        return changed() == Changed.NO && !followed() ? 3 : 1;
    }

    @Override
    public String toText(TextStyle style) {
        return ReportText.of(this, style);
    }

    @Override
    public String toJson() {
        return ReportJson.of(this);
    }

    @Override
    public String toHtml() {
        return ReportPage.of(this, plan, evidence());
    }

    @Override
    public String toString() {
        return toText(TextStyle.PLAIN);
    }
}
