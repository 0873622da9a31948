package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often the service is looked at: seldom while the rollout has far to go, more often once only the last step is missing, and
 * ever more seldom while the platform throttles.
 */
final class Polling {
    /** Once the target serves. */
    static final Duration CALM = Defaults.CALM_POLL.duration();

    private static final Duration SLOWEST = Defaults.SLOWEST_POLL.duration();
    private static final int MOST_DOUBLINGS = 5;
    /** A drain can take minutes; after this many quick looks the pace is the usual one again. */
    private static final int MOST_NEAR = 10;

    private static final double JITTER = Defaults.POLL_JITTER.share();

    private final Settings settings;
    private int looks;
    private int nearLooks;
    private int throttled;

    Polling(Settings settings) {
        this.settings = settings;
    }

    /** Takes in the answer to a look at the service. */
    void looked(Answer answer) {
        looks++;
        boolean tooOften = answer instanceof Answer.Failed failed && failed.kind() == ProviderException.Kind.THROTTLED;
        throttled = tooOften ? Math.min(throttled + 1, MOST_DOUBLINGS) : 0;
    }

    /** Returns how long to wait for the next look; {@code near} if only the last step to mitigated is missing. */
    Duration interval(Phase phase, boolean near, Instant since) {
        nearLooks = near ? nearLooks + 1 : 0;
        Duration usual = usual(phase, near && nearLooks <= MOST_NEAR);
        boolean fixed =
                phase == Phase.ROLLING_OUT && settings.request().pollInterval().isPresent();
        Duration next = (fixed ? usual : jittered(usual, since)).multipliedBy(1L << throttled);
        return Collections.min(List.of(next, Collections.max(List.of(SLOWEST, usual))));
    }

    private Duration usual(Phase phase, boolean near) {
        if (phase != Phase.ROLLING_OUT) {
            return CALM;
        }
        return near ? settings.lastPoll() : settings.firstPoll();
    }

    /** Many rollbacks at once must not ask at once: up to a tenth more or less, the same for the same rollback. */
    private Duration jittered(Duration usual, Instant since) {
        long seed = settings.service().toString().hashCode() * 31L + since.toEpochMilli();
        double part = new SplittableRandom(seed + looks).nextDouble(-JITTER, JITTER);
        return usual.plusMillis(Math.round(usual.toMillis() * part));
    }
}
