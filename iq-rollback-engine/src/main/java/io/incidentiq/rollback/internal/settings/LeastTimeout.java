package io.incidentiq.rollback.internal.settings;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.format.DurationFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shortest time in which a rolling deployment can be seen to have taken over ({@code docs/judgement.md}, mitigated). */
public final class LeastTimeout {
    /** For the answers themselves. */
    private static final Duration ANSWERS = Duration.ofSeconds(1);

    private LeastTimeout() {}

    /** The read right after the write finds nothing serving yet; two good ones have to follow. */
    static Duration of(Settings settings) {
        return settings.firstPoll().plus(settings.lastPoll()).plus(ANSWERS);
    }

    private static String typed(Duration span) {
        return span.toMillisPart() == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
    }

    /** Returns why the timeout won't do; null if it will. */
    public static @Nullable Ending objection(Settings settings) {
        Duration least = of(settings);
        Duration timeout = settings.timeout().value();
        if (timeout.compareTo(least) >= 0) {
            return null;
        }
        return new Ending(
                Outcome.REFUSED,
                Reason.TIMEOUT_TOO_SHORT,
                "timeout %s: expected at least %s, which is a poll after %s, another after %s and a second for the answers; set %s or more, or leave it out for %s"
                        .formatted(
                                DurationFormat.words(timeout),
                                DurationFormat.words(least),
                                DurationFormat.words(settings.firstPoll()),
                                DurationFormat.words(settings.lastPoll()),
                                typed(least),
                                DurationFormat.words(Settings.TIMEOUT)));
    }
}
