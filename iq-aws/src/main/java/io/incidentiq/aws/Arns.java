package io.incidentiq.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Amazon Resource Names, whatever their partition ({@code aws}, {@code aws-cn}, {@code aws-us-gov} and others to come):
 * {@code arn:partition:service:region:account:kind/path}.
 */
final class Arns {
    private static final Pattern ARN =
            Pattern.compile("arn:([a-z0-9-]+):([a-z0-9-]+):([a-z0-9-]*):([0-9]*):([^/:]+)[/:](.+)");

    private Arns() {}

    /** What an ARN says. */
    record Arn(String partition, String region, String kind, String path) {}

    /** Returns the parts of {@code text}; empty if it is none. */
    static Optional<Arn> parse(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Arn(matcher.group(1), matcher.group(3), matcher.group(5), matcher.group(6)))
                : Optional.empty();
    }

    /** Returns what stands behind the last slash: the name of a cluster or service, the id of a deployment or revision. */
    static String lastSegment(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
