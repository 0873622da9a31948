package io.incidentiq.rollback.internal.evidence;

import io.incidentiq.rollback.port.HealthAnswer;
import java.time.Duration;
import java.time.Instant;

/**
 * Successive looks at the health endpoint that showed the same, none longer than a minute after the one before.
 *
 * @param from when the first was answered
 * @param to when the last was answered
 * @param times how many they were, from 1
 */
public record ProbeRun(HealthAnswer answer, Instant from, Instant to, int times) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    boolean goesOnWith(HealthAnswer next, Instant at) {
        return answer.equals(next) && !at.isAfter(to.plus(LONGEST_PAUSE));
    }

    ProbeRun again(Instant at) {
        return new ProbeRun(answer, from, at, times + 1);
    }
}
