package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.util.List;

/**
 * The revision to return to.
 *
 * @param evidence why it is fit, for people
 * @param movedContainers containers whose unpinned tag is the suspect's, so that another image than the recorded one may start
 */
public record Target(Candidate candidate, String evidence, List<String> movedContainers) {
    public Target {
        movedContainers = List.copyOf(movedContainers);
    }

    public RevisionId revision() {
        return candidate.revision().definition();
    }

    /** Returns the platform's record of what ran. */
    public ServiceRevision recorded() {
        return candidate.revision();
    }
}
