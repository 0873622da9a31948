package io.incidentiq.rollback;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Source;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item that must hold before anything is written. A person answers through {@link RollbackPlan#confirm} and
 * {@link RollbackPlan#override}.
 *
 * @param item the checklist's item, or one that the engine adds
 * @param evidence what the status rests on, for people
 * @param said what a person stated, not verified; null where nobody did
 * @param overridable whether a person may go on in spite of evidence against it
 */
public record Gate(
        ChecklistLine item,
        GateStatus status,
        String evidence,
        @Nullable Statement said,
        boolean overridable) {
    public Gate {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Returns the gate's id, such as {@code no-migrations}. */
    public String id() {
        return item.gate();
    }

    /** Returns the checklist's words. */
    public String text() {
        return item.text();
    }

    /** Returns where the item stands in the runbook; without a line if the engine added it. */
    public Source source() {
        return item.source();
    }

    /** Returns what a person stated, not verified; empty where nobody did. On a PASSED gate it is noted and made no difference. */
    public Optional<Statement> statement() {
        return Optional.ofNullable(said);
    }

    /** Returns the reason for refusing when only this gate is in the way; {@link #id} tells unrecognised items apart. */
    public Reason reason() {
        return Reason.of(id()).orElse(Reason.UNRECOGNISED_ITEM);
    }

    /** Returns what takes it out of the way; empty where it isn't in the way or nothing can. */
    public Optional<Remedy> remedy() {
        return switch (status) {
            case OPEN -> Optional.of(new Remedy(id(), Remedy.Kind.CONFIRM));
            case BLOCKED -> overridable ? Optional.of(new Remedy(id(), Remedy.Kind.OVERRIDE)) : Optional.empty();
            case PASSED, PENDING, CONFIRMED, OVERRIDDEN -> Optional.empty();
        };
    }

    /** Returns {@code id STATUS evidence}. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(id(), status, evidence);
    }
}
