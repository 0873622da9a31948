package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a list, and the token that asks for the next; null after the last part. */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final Pattern TOKEN = Pattern.compile("page-([0-9]{1,7})");

    /** Returns the part that {@code maxResults} and {@code nextToken} ask for; {@code size} items unless told otherwise. */
    static <T> Page<T> of(List<T> all, Body body, int size) {
        int max = body.number("maxResults").map(Number::intValue).orElse(size);
        if (max < 1 || max > 100) {
            throw AwsError.invalidParameter("maxResults must be between 1 and 100.");
        }
        return from(all, body.textOr("nextToken", ""), max);
    }

    private static <T> Page<T> from(List<T> all, String token, int max) {
        int from = start(token);
        int to = Math.min(all.size(), from + max);
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? token(to) : null);
    }

    public static String token(int start) {
        return "page-" + start;
    }

    /** Returns where the part begins that {@code token} asks for; the first where it is empty. */
    public static int start(String token) {
        var matcher = TOKEN.matcher(token);
        if (!token.isEmpty() && !matcher.matches()) {
            throw AwsError.invalidParameter("Invalid token: " + token);
        }
        return token.isEmpty() ? 0 : Integer.parseInt(matcher.group(1));
    }
}
