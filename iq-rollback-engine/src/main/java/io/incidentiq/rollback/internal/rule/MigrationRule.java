package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.history.RevertedReleases;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.ServiceRule;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what is undone brought a database migration ({@code docs/judgement.md}, gates); asked when planning, and once more at start. */
public record MigrationRule(Settings settings, RevertedReleases undone) {
    public Gate of(ChecklistLine item, Facts facts) {
        for (RevisionId revision : undone.revisions()) {
            MigrationFinding finding = facts.migration(revision);
            if (finding.kind() == MigrationFinding.Kind.PRESENT) {
                return GateTransitions.gate(item, GateStatus.BLOCKED, "%s: %s".formatted(revision, finding.evidence()));
            }
        }
        Set<RevisionId> revisions = undone.revisions();
        boolean proven = undone.complete()
                && !revisions.isEmpty()
                && revisions.stream().allMatch(r -> facts.migration(r).kind() == MigrationFinding.Kind.NONE);
        return proven
                ? GateTransitions.gate(
                        item,
                        GateStatus.PASSED,
                        "none in "
                                + revisions.stream().map(RevisionId::toString).collect(Collectors.joining(", ")))
                : byServiceTable(item);
    }

    private Gate byServiceTable(ChecklistLine item) {
        Optional<ServiceRule> rule = settings.rule();
        if (rule.isEmpty()) {
            return GateTransitions.gate(
                    item,
                    GateStatus.OPEN,
                    settings.service().name()
                            + " is missing from the service table, and nothing is known of the release");
        }
        MigrationRisk risk = rule.get().risk();
        String table = "risk %s by %s%s".formatted(risk, rule.get().source(), note(rule.get()));
        return switch (risk) {
            case NONE -> GateTransitions.gate(item, GateStatus.PASSED, table);
            case LOW ->
                GateTransitions.gate(item, GateStatus.PASSED, table + "; nothing is known of the release itself");
            case MED, HIGH, UNREADABLE ->
                GateTransitions.gate(item, GateStatus.OPEN, table + "; nobody has checked the release");
        };
    }

    private static String note(ServiceRule rule) {
        return rule.riskNote().isEmpty() ? "" : ", \"" + rule.riskNote() + "\"";
    }
}
