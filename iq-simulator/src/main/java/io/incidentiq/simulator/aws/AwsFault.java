package io.incidentiq.simulator.aws;

import io.incidentiq.simulator.fact.Denial;
import java.time.Duration;

/** Trouble between a client and the simulated AWS. Set at the start or while it serves; a count begins when it is set. */
public sealed interface AwsFault {
    /** This share of the calls, in [0, 1], is answered with {@code ThrottlingException} and has no effect. */
    record Throttled(double share) implements AwsFault {
        /** @throws IllegalArgumentException unless the share is in [0, 1] */
        public Throttled {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in [0, 1], found " + share);
            }
        }
    }

    /** Every answer takes this long in the client's own time, whatever the speed; the call takes effect half-way. */
    record Latency(Duration each) implements AwsFault {
        /** @throws IllegalArgumentException if the latency is negative */
        public Latency {
            if (each.isNegative()) {
                throw new IllegalArgumentException("latency must be >= 0, found " + each);
            }
        }
    }

    /** Calls of {@code operation} take effect at once and are answered this late, in the client's own time. */
    record Slow(String operation, Duration by) implements AwsFault {
        /** @throws IllegalArgumentException if the delay is negative */
        public Slow {
            if (by.isNegative()) {
                throw new IllegalArgumentException("delay must be >= 0, found " + by);
            }
        }
    }

    /** For this long, in simulated time, reads after a write show what was before it. */
    record StaleReads(Duration afterWrite) implements AwsFault {}

    /** The first {@code writes} writes that aren't refused get no answer: the connection is closed. */
    record LostAnswers(int writes, Effect effect) implements AwsFault {}

    /** Calls of {@code operation}, such as {@code UpdateService}, are answered with {@code AccessDeniedException}. */
    record Denied(String operation) implements AwsFault {}

    /**
     * Calls of {@code operation} are answered with {@code AccessDeniedException} and AWS's words for {@code why}.
     *
     * @param encoded whether the words end in an encoded authorization message, which can be kilobytes long
     */
    record DeniedBy(String operation, Denial why, boolean encoded) implements AwsFault {}

    /** Every answer in pages has an empty token where it has no next page. A client that takes it for a page begins anew. */
    record EmptyTokens() implements AwsFault {}

    /** Every structure of every answer, of refusals too, has members that no client knows. */
    record UnknownMembers() implements AwsFault {}

    /** Calls of {@code operation} are answered with the status 500 and have no effect. */
    record ServerFailure(String operation) implements AwsFault {}

    /** Every call is answered with {@code ExpiredTokenException}. */
    record ExpiredToken() implements AwsFault {}

    /**
     * Every deployment in progress waits at the lifecycle hook {@code hookId}, until ContinueServiceDeployment tells it there to roll
     * back. Its tasks start all the same.
     */
    record PausedAtHook(String hookId) implements AwsFault {}

    /** Every call is answered as by AWS where the client's clock is {@code by} behind. */
    record SkewedClock(Duration by) implements AwsFault {}

    /**
     * Every answer of {@code operation} has {@code value} at {@code path}, whatever is: a status, a strategy or a field that no client
     * knows yet. A path such as {@code services.deploymentConfiguration.strategy} goes through lists to each of their members; its
     * last part may be new.
     */
    record Shows(String operation, String path, String value) implements AwsFault {
        /** @throws IllegalArgumentException if the path is blank */
        public Shows {
            if (path.isBlank()) {
                throw new IllegalArgumentException("path: expected one such as services.status, found none");
            }
        }
    }

    /** GetMetricData says {@code PartialData} for every metric, without a next page, and holds back half of the points. */
    record PartialMetrics() implements AwsFault {}

    /** Whether a write whose answer is lost happens. */
    enum Effect {
        /** Lost on its way there. */
        NEVER,
        /** Lost on its way back. */
        AT_ONCE,
        /** Given up by the client, and taking effect two to eight simulated seconds later. */
        LATER
    }
}
