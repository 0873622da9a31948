package io.incidentiq.rollback;

import java.util.Objects;

/** What a person can do about a gate that is in the way. */
public record Remedy(String gate, Kind kind) {
    /** How a gate is taken out of the way. */
    public enum Kind {
        /** A person says that it holds: {@link RollbackPlan#confirm}, with a name. */
        CONFIRM,
        /** A person goes on in spite of evidence against it: {@link RollbackPlan#override}, with a name and a reason. */
        OVERRIDE;

        /** Returns whether it needs a reason in words, beside a name. */
        public boolean needsNote() {
            return this == OVERRIDE;
        }
    }

    public Remedy {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(kind, "kind");
    }

    /** Returns the call, such as {@code plan.confirm("no-migrations", "YOUR-NAME", "")}. */
    @Override
    public String toString() {
        return kind == Kind.CONFIRM
                ? "plan.confirm(\"%s\", \"YOUR-NAME\", \"\")".formatted(gate)
                : "plan.override(\"%s\", \"YOUR-NAME\", \"WHY\")".formatted(gate);
    }
}
