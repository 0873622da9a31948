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

    /** Returns {@code repository@sha256:…}: what never resolves to another image; the reference itself where no digest is known. */
    public String withDigest() {
        String resolved = resolved();
        if (resolved == null || pinned()) {
            return reference;
        }
        int colon = reference.lastIndexOf(':');
        String repository = colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
        return repository + '@' + resolved;
    }
}
