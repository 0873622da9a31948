package io.incidentiq.rollback.port;

import java.util.List;

/** What a deployment started: a task definition revision and the images it resolved to then. Never changes once made. */
public record ServiceRevision(ServiceRevisionId id, RevisionId definition, List<Image> images) {
    public ServiceRevision {
        images = List.copyOf(images);
    }
}
