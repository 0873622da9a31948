package io.incidentiq.rollback.port;

import org.jspecify.annotations.Nullable;

/**
 * The image one container ran: the reference as the definition writes it, and the digest it resolved to.
 *
 * @param container the container's name
 * @param reference such as {@code registry/payments:1.7.2} or {@code registry/payments@sha256:…}
 * @param digest such as {@code sha256:9f2c…}; null where the platform recorded none
 */
public record Image(
        String container, String reference, @Nullable String digest) {
    /** Returns whether the reference itself names a digest, so that it can never resolve to another image. */
    public boolean pinned() {
        return reference.contains("@sha256:");
    }

    /** Returns what this container certainly runs: the pinned or recorded digest, null if neither is known. */
    public @Nullable String resolved() {
        return pinned() ? reference.substring(reference.indexOf('@') + 1) : digest;
    }
}
