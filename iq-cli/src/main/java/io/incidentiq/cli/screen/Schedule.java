package io.incidentiq.cli.screen;

import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.procedure.ServiceRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a rollback takes, for telling what is left. An estimate for people; nothing is decided by it.
 *
 * @param expected how long the target usually takes to take over; null where the runbook doesn't say
 * @param judging settling and the window; zero where nobody waits for them
 */
record Schedule(@Nullable Duration expected, Duration timeout, Duration judging) {
    static Schedule of(RollbackPlan plan) {
        boolean judged = plan.request().waitUntil() != WaitUntil.MITIGATED;
        return new Schedule(
                plan.procedure()
                        .rule(plan.service().name())
                        .map(ServiceRule::expectedTime)
                        .orElse(null),
                plan.timeout().value(),
                judged ? plan.settle().value().plus(plan.window().value()) : Duration.ZERO);
    }

    /**
     * Returns what is left, in words; empty where it can't be told.
     *
     * @param begun when the write was sent or following began; {@code now} if neither has
     * @param mitigated when the target began to serve alone; null if it doesn't yet
     */
    String left(Phase phase, Instant begun, @Nullable Instant mitigated, Instant now) {
        return switch (phase) {
            case NEW, CHECKING, ANNOUNCING, WRITING, SENT, RECONCILING, ROLLING_OUT ->
                untilMitigated(Duration.between(begun, now));
            case SETTLING, VERIFYING -> mitigated == null ? "" : about(judging.minus(Duration.between(mitigated, now)));
            case DRAINING, CLOSING, ENDED -> "";
        };
    }

    private String untilMitigated(Duration elapsed) {
        if (expected != null && elapsed.compareTo(expected) < 0) {
            return about(expected.minus(elapsed).plus(judging));
        }
        Duration rest = timeout.minus(elapsed);
        return rounded(rest.isNegative() ? Duration.ZERO : rest) + " to timeout";
    }

    /** The window begins at a whole period and its numbers come late, so the end is no more than about right. */
    private static String about(Duration left) {
        return left.toSeconds() <= 0 ? "nearly done" : "about " + rounded(left) + " left";
    }

    private static String rounded(Duration left) {
        long seconds = left.toSeconds();
        return seconds < 100 ? (seconds + 9) / 10 * 10 + " s" : (seconds + 59) / 60 + " min";
    }
}
