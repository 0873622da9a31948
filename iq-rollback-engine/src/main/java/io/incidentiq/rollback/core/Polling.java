package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Settings;
import java.time.Duration;
import java.time.Instant;

/** How often the service is looked at. */
record Polling(Settings settings) {
    /** Once the target serves. */
    static final Duration CALM = Duration.ofSeconds(15);

    /** Returns how long after {@code now} the next look is, in a rollout that began at {@code since}. */
    Duration interval(Phase phase, Instant now, Instant since) {
        if (phase != Phase.ROLLING_OUT) {
            return CALM;
        }
        Duration first = settings.firstPoll();
        return settings.request().pollInterval().orElseGet(() -> first.plus(later(Duration.between(since, now))));
    }

    /** Up to three seconds more, once the rollout has taken two minutes. */
    private static Duration later(Duration elapsed) {
        long seconds = Math.max(0, elapsed.toSeconds());
        return Duration.ofMillis(Math.min(3_000, seconds * 25));
    }
}
