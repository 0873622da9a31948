package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import java.util.List;

/** How a rollback went. */
public record RunDetails(
        Progress progress, Verification verification, List<Gate> gates, List<String> warnings, KeptEvidence evidence) {
    public RunDetails {
        gates = List.copyOf(gates);
        warnings = List.copyOf(warnings);
    }
}
