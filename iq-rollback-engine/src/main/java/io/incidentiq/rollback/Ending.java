package io.incidentiq.rollback;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with its reason.
 *
 * @param reason null only for {@link Outcome#ROLLED_BACK} and {@link Outcome#NOTHING_TO_DO}
 * @param gate the only gate in the way, where that is the reason; null otherwise
 * @param detail what was seen, for people; may be empty
 */
public record Ending(
        Outcome outcome, @Nullable Reason reason, @Nullable String gate, String detail) {
    /** @throws IllegalArgumentException if a success has a reason or anything else has none */
    public Ending {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(detail, "detail");
        if (outcome.success() != (reason == null)) {
            throw new IllegalArgumentException(outcome + " with reason " + reason);
        }
    }

    /** @throws IllegalArgumentException if a success has a reason or anything else has none */
    public Ending(Outcome outcome, @Nullable Reason reason, String detail) {
        this(outcome, reason, null, detail);
    }

    /** Returns the reason as reports give it: the gate's id where one gate is in the way, else the reason's code; empty for a success. */
    public Optional<String> code() {
        return Optional.ofNullable(gate).or(() -> Optional.ofNullable(reason).map(Reason::code));
    }

    /** Returns outcome, code and detail in one line. */
    @Override
    public String toString() {
        return outcome + code().map(c -> " (" + c + ")").orElse("") + ": " + detail;
    }
}
