package io.incidentiq.rollback.core;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.DeploymentId;

/** How a write was answered. */
public sealed interface WriteAnswer {
    /** Done, as this deployment; for a stop, the one that is stopped. */
    record Accepted(DeploymentId deployment) implements WriteAnswer {}

    /** Certainly not done: too many calls. */
    record Throttled(String message) implements WriteAnswer {}

    /** Certainly not done: it never left, and this attempt never will. */
    record NotSent(String message) implements WriteAnswer {}

    /** Certainly not done, and never will be. */
    record Rejected(Reason reason, String message) implements WriteAnswer {}

    /** Done or not: nobody knows. */
    record Unknown(String message) implements WriteAnswer {}
}
