package io.incidentiq.aws.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreatedAt;

/**
 * A stretch of a service's past.
 *
 * @param from where it begins
 * @param to where it ends; what comes last ends far ahead, whatever time this machine thinks it is
 */
record Window(Instant from, Instant to) {
    private static final Duration SMALLEST = Duration.ofHours(1);

    /** No document says whether the bounds of ListServiceDeployments belong to it, or how exactly they are taken. */
    static final Duration OVERLAP = Duration.ofSeconds(1);

    static final Instant AHEAD = Instant.parse("9999-01-01T00:00:00Z");

    /** Returns the filter for it, a moment wider on both sides. */
    CreatedAt filter() {
        CreatedAt.Builder filter = CreatedAt.builder().after(from.minus(OVERLAP));
        return (to.equals(AHEAD) ? filter : filter.before(to.plus(OVERLAP))).build();
    }

    /**
     * Returns {@code parts} of the same length that make it up, the newest first; itself alone where it is too short for that.
     *
     * @param now where one that ends ahead is taken to end for that
     */
    List<Window> split(int parts, Instant now) {
        Instant end = to.equals(AHEAD) ? now : to;
        Duration part = Duration.between(from, end).dividedBy(parts);
        if (part.compareTo(SMALLEST) < 0) {
            return List.of(this);
        }
        var windows = new ArrayList<Window>();
        Instant until = to;
        for (int i = parts - 1; i >= 0; i--) {
            Instant since = from.plus(part.multipliedBy(i));
            windows.add(new Window(since, until));
            until = since;
        }
        return windows;
    }
}
