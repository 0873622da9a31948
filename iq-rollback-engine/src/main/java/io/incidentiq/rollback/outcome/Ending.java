package io.incidentiq.rollback.outcome;

import org.jspecify.annotations.Nullable;

/**
 * An outcome with its reason.
 *
 * @param reason null only for {@link Outcome#ROLLED_BACK} and {@link Outcome#NOTHING_TO_DO}
 * @param detail what was seen, for people; may be empty
 */
public record Ending(Outcome outcome, @Nullable Reason reason, String detail) {
    /** @throws IllegalArgumentException if a success has a reason or anything else has none */
    public Ending {
        if (outcome.success() != (reason == null)) {
            throw new IllegalArgumentException(outcome + " with reason " + reason);
        }
    }
}
