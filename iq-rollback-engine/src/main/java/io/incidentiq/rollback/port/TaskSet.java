package io.incidentiq.rollback.port;

import org.jspecify.annotations.Nullable;

/**
 * A set of tasks of a service that another product, or its owner, deploys; the platform replaces no tasks there by itself.
 *
 * @param primary whether it is the one that the service is to end up with
 * @param deployer the other product's name for the deployment that made it, such as {@code d-A1B2C3D4E}; null where there is none
 */
public record TaskSet(
        String id,
        RevisionId definition,
        boolean primary,
        @Nullable String deployer) {}
