package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.settings.Settings;
import java.time.Instant;

/** All that one judgement rests on. */
public record Evidence(Facts facts, Timeline timeline, Settings settings, Instant now) {
    public static Evidence of(Facts facts, Settings settings, Instant now) {
        return new Evidence(facts, Timeline.of(facts), settings, now);
    }

    /** Returns the records until {@code suspectSince}: what came after it says nothing of what ran before. */
    public Records records(Instant suspectSince) {
        return new Records(this, suspectSince);
    }
}
