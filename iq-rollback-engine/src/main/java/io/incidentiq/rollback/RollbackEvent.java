package io.incidentiq.rollback;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that happened to a rollback, as listeners hear of it and the journal keeps it. Later versions add kinds. */
public sealed interface RollbackEvent {
    /** Returns when it happened, by the engine's clock. */
    Instant at();

    /** Returns the phase that followed. */
    Phase phase();

    /** Returns the kind's stable name, such as {@code write-sent}. */
    String name();

    /** Returns it as one JSON object without line breaks; {@code docs/exit-codes-and-json.md} lists the members. */
    default String toJson() {
        return EventJson.of(this);
    }

    /** The rollback begins. */
    record Began(Instant at, Phase phase) implements RollbackEvent {
        @Override
        public String name() {
            return "began";
        }
    }

    /** It may not begin: another rollback holds the service, or the store doesn't say. */
    record Refused(Instant at, Phase phase, Ending ending) implements RollbackEvent {
        @Override
        public String name() {
            return "refused";
        }
    }

    /**
     * The team was told, or could not be.
     *
     * @param trouble why it could not be told; null if it was
     * @param mayHaveArrived whether the message may have reached the team: always where there was no trouble, and where the answer is lost
     */
    record TeamTold(
            Instant at,
            Phase phase,
            Notification.Moment moment,
            @Nullable String trouble,
            boolean mayHaveArrived) implements RollbackEvent {
        @Override
        public String name() {
            return "team-told";
        }
    }

    /**
     * A write leaves: its intent is stored.
     *
     * @param revision what is deployed, or what the platform is to return to
     * @param stop the deployment that is stopped; null for a deployment of {@code revision}
     * @param known every deployment last read: whatever appears later and fits is ours
     * @param attempt counts from 1
     */
    record WriteSent(
            Instant at,
            Phase phase,
            ServiceId service,
            RevisionId revision,
            @Nullable DeploymentId stop,
            Set<DeploymentId> known,
            int attempt)
            implements RollbackEvent {
        public WriteSent {
            known = Set.copyOf(known);
        }

        @Override
        public String name() {
            return "write-sent";
        }
    }

    /**
     * A write was answered, or its answer is lost.
     *
     * @param detail the deployment where it was accepted, else the platform's words
     */
    record WriteAnswered(Instant at, Phase phase, Result result, String detail) implements RollbackEvent {
        /** What the answer says of the write. */
        public enum Result {
            /** Done. */
            ACCEPTED("accepted"),
            /** Certainly not done: too many calls. */
            THROTTLED("throttled"),
            /** Certainly not done: it never left, and this attempt never will. */
            NOT_SENT("notSent"),
            /** Certainly not done, and never will be. */
            REJECTED("rejected"),
            /** Done or not: nobody knows. */
            UNKNOWN("unknown");

            private final String member;

            Result(String member) {
                this.member = member;
            }

            /** Returns the member under which JSON has the detail. */
            public String member() {
                return member;
            }
        }

        @Override
        public String name() {
            return "write-answered";
        }
    }

    /**
     * A port was asked, and answered or failed.
     *
     * @param query what was asked, in a word, such as {@code ServiceNow} or {@code Metric}
     * @param failed why there is no answer; null where there is one
     * @param seen what the service or the health endpoint showed, in a line; null for other queries
     * @param series the points of each series of the metric; empty for other queries
     */
    record Observed(
            Instant at,
            Phase phase,
            String query,
            @Nullable String failed,
            @Nullable String seen,
            Map<MetricQuery, MetricSeries> series)
            implements RollbackEvent {
        public Observed {
            series = Map.copyOf(series);
        }

        @Override
        public String name() {
            return "observed";
        }
    }

    /** The instant that was waited for has come. */
    record Woke(Instant at, Phase phase) implements RollbackEvent {
        @Override
        public String name() {
            return "woke";
        }
    }

    /**
     * The clock was set, or stood still while the machine slept: it shows another time than the time that went by accounts for.
     *
     * @param by how much later it shows than it would have; negative if it was set back
     */
    record ClockJumped(Instant at, Phase phase, Duration by) implements RollbackEvent {
        @Override
        public String name() {
            return "clock-jumped";
        }
    }

    /** A step failed by a fault of this program. */
    record Broke(Instant at, Phase phase, String why) implements RollbackEvent {
        @Override
        public String name() {
            return "broke";
        }
    }

    /** Somebody gives up. */
    record CancelAsked(Instant at, Phase phase, String by, String why) implements RollbackEvent {
        @Override
        public String name() {
            return "cancel-asked";
        }
    }
}
