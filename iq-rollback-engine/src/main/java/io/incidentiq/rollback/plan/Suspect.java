package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.ServiceRevision;

/**
 * The deployment to undo.
 *
 * @param late whether it was created after the range in which it could have caused the incident
 */
public record Suspect(Deployment deployment, ServiceRevision revision, boolean late) {}
