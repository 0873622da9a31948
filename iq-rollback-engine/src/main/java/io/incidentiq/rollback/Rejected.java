package io.incidentiq.rollback;

import io.incidentiq.rollback.port.RevisionId;

/** A revision that will not be the target, and why. */
public record Rejected(RevisionId revision, String why) {}
