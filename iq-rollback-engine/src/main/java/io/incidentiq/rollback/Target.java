package io.incidentiq.rollback;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The revision to return to.
 *
 * @param recorded the platform's record of what ran
 * @param succeededAt when its deployment ended well; null where only its registration speaks for it
 * @param servedUntil when the next deployment began; null where that isn't known
 * @param evidence why it is fit, for people
 * @param movedContainers containers whose unpinned tag is the suspect's, so that another image than the recorded one may start
 * @param trust how much speaks for it
 */
public record Target(
        ServiceRevision recorded,
        @Nullable Instant succeededAt,
        @Nullable Instant servedUntil,
        String evidence,
        List<String> movedContainers,
        Trust trust) {
    public Target {
        Objects.requireNonNull(recorded, "recorded");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(trust, "trust");
        movedContainers = List.copyOf(movedContainers);
    }

    /**
     * How far a target is trusted.
     *
     * @param doubt why a person has to say that it will do; null where evidence does
     * @param objection what speaks against it and a person may excuse, since it was named; null where nothing does
     */
    public record Trust(@Nullable String doubt, @Nullable String objection) {
        /** The evidence is enough. */
        public static final Trust FULL = new Trust(null, null);

        public static Trust doubted(String why) {
            return new Trust(why, null);
        }

        public static Trust objected(String why) {
            return new Trust(null, why);
        }
    }

    public RevisionId revision() {
        return recorded.definition();
    }
}
