package io.incidentiq.rollback.port;

import java.util.List;
import java.util.Optional;

/** Names the platform's immutable record of what a deployment started: a definition with the image digests it resolved to. */
public record ServiceRevisionId(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
    public ServiceRevisionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a ServiceRevisionId, found a blank text");
        }
    }

    /** Returns the account that owns it, where the value is an ARN: {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}. */
    public Optional<String> account() {
        return part(4);
    }

    /** Returns the Region that it is in, where the value is an ARN. */
    public Optional<String> region() {
        return part(3);
    }

    private Optional<String> part(int index) {
        List<String> parts = List.of(value.split(":", -1));
        boolean arn = parts.size() > 5 && parts.get(0).equals("arn");
        return arn && !parts.get(index).isEmpty() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    /** Returns the value itself. */
    @Override
    public String toString() {
        return value;
    }
}
