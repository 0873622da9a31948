package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.Notification;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened, and when. */
public sealed interface Event {
    /** Returns when it happened, by the engine's clock. */
    Instant at();

    /** Asks with the handler's method for this kind. */
    <R> R accept(Handler<R> handler);

    /** One method per kind of event. */
    interface Handler<R> {
        R began(Began event);

        R refused(Refused event);

        R answered(Answered event);

        R told(Told event);

        R sent(Sent event);

        R written(Written event);

        R woke(Woke event);

        R jumped(Jumped event);

        R broke(Broke event);

        R cancelAsked(CancelAsked event);
    }

    /** The rollback begins. */
    record Began(Instant at) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.began(this);
        }
    }

    /** It may not begin: another rollback holds the service, or the store doesn't say. */
    record Refused(Instant at, Ending ending) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.refused(this);
        }
    }

    /** A port answered a query. */
    record Answered(Instant at, Query query, Answer answer) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.answered(this);
        }
    }

    /**
     * The team was told, or could not be.
     *
     * @param trouble why it could not be told; null if it was
     * @param mayHaveArrived whether the message may have reached the team: always where there was no trouble, and where the answer is lost
     */
    record Told(
            Instant at,
            Notification.Moment moment,
            @Nullable String trouble,
            boolean mayHaveArrived) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.told(this);
        }
    }

    /** A write leaves: its intent is stored. */
    record Sent(Instant at, Write write) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.sent(this);
        }
    }

    /** A write was answered, or its answer is lost. */
    record Written(Instant at, WriteAnswer answer) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.written(this);
        }
    }

    /** The instant that was waited for has come. */
    record Woke(Instant at) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.woke(this);
        }
    }

    /**
     * The clock was set, or stood still while the machine slept: it shows another time than the time that went by accounts for.
     *
     * @param by how much later it shows than it would have; negative if it was set back
     */
    record Jumped(Instant at, Duration by) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.jumped(this);
        }
    }

    /** A step failed by a fault of this program. */
    record Broke(Instant at, String why) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.broke(this);
        }
    }

    /** Somebody gives up. */
    record CancelAsked(Instant at, String by, String why) implements Event {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.cancelAsked(this);
        }
    }
}
