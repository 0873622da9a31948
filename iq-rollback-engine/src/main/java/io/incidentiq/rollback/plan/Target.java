package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revision to return to.
 *
 * @param evidence why it is fit, for people
 * @param movedContainers containers whose unpinned tag is the suspect's, so that another image than the recorded one may start
 * @param trust how much speaks for it
 */
public record Target(Candidate candidate, String evidence, List<String> movedContainers, Trust trust) {
    public Target {
        movedContainers = List.copyOf(movedContainers);
    }

    /**
     * How far a target is trusted.
     *
     * @param doubt why a person has to say that it will do; null where evidence does
     * @param objection what speaks against it and a person may excuse, since it was named; null where nothing does
     */
    public record Trust(@Nullable String doubt, @Nullable String objection) {
        static final Trust FULL = new Trust(null, null);

        static Trust doubted(String why) {
            return new Trust(why, null);
        }

        static Trust objected(String why) {
            return new Trust(null, why);
        }
    }

    public RevisionId revision() {
        return candidate.revision().definition();
    }

    /** Returns the platform's record of what ran. */
    public ServiceRevision recorded() {
        return candidate.revision();
    }
}
