package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import java.time.Instant;

/** All that one judgement rests on. */
record Evidence(Facts facts, Timeline timeline, Settings settings, Instant now) {
    static Evidence of(Facts facts, Settings settings, Instant now) {
        return new Evidence(facts, Timeline.of(facts), settings, now);
    }

    Records records() {
        return new Records(facts, timeline, settings, now);
    }
}
