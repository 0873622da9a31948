package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import java.time.Instant;

/** All that one judgement rests on. */
record Evidence(Facts facts, Timeline timeline, Settings settings, Instant now) {
    static Evidence of(Facts facts, Settings settings, Instant now) {
        return new Evidence(facts, Timeline.of(facts), settings, now);
    }

    /** Returns the records until {@code suspectSince}: what came after it says nothing of what ran before. */
    Records records(Instant suspectSince) {
        return new Records(this, suspectSince);
    }
}
