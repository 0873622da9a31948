package io.incidentiq.aws.call;

import io.incidentiq.rollback.port.ProviderException;
import org.jspecify.annotations.Nullable;

/** Where a listing goes on. The SDK's paginators take an empty token for the end, as AWS may write it so. */
public final class NextToken {
    private NextToken() {}

    /**
     * Returns the token to ask the next page with; null at the end.
     *
     * @throws ProviderException if the page names the token that it was itself asked with, as it would go on for ever
     */
    public static @Nullable String after(@Nullable String asked, @Nullable String answered) {
        if (answered == null || answered.isEmpty()) {
            return null;
        }
        if (answered.equals(asked)) {
            throw ProviderException.of(
                    ProviderException.Kind.UNAVAILABLE, "a listing names the same next page twice; it was given up");
        }
        return answered;
    }
}
