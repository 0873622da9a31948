package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.port.DeploymentId;

/** How a write was answered. */
public sealed interface WriteAnswer {
    /** Asks with the handler's method for this kind. */
    <R> R accept(Handler<R> handler);

    /** One method per kind of answer. */
    interface Handler<R> {
        R accepted(Accepted answer);

        R throttled(Throttled answer);

        R notSent(NotSent answer);

        R rejected(Rejected answer);

        R unknown(Unknown answer);
    }

    /** Done, as this deployment; for a stop, the one that is stopped. */
    record Accepted(DeploymentId deployment) implements WriteAnswer {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.accepted(this);
        }
    }

    /** Certainly not done: too many calls. */
    record Throttled(String message) implements WriteAnswer {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.throttled(this);
        }
    }

    /** Certainly not done: it never left, and this attempt never will. */
    record NotSent(String message) implements WriteAnswer {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.notSent(this);
        }
    }

    /** Certainly not done, and never will be. */
    record Rejected(Reason reason, String message) implements WriteAnswer {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.rejected(this);
        }
    }

    /** Done or not: nobody knows. */
    record Unknown(String message) implements WriteAnswer {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.unknown(this);
        }
    }
}
