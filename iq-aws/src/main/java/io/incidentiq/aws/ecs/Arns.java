package io.incidentiq.aws.ecs;

import java.util.regex.Pattern;

/**
 * Amazon Resource Names, whatever their partition ({@code aws}, {@code aws-cn}, {@code aws-us-gov} and those to come): nothing here
 * knows one by name.
 */
final class Arns {
    private static final Pattern SERVICE_REVISION =
            Pattern.compile("arn:[a-z0-9-]+:ecs:[a-z0-9-]*:[0-9]*:service-revision/.+");

    private Arns() {}

    /** Returns what stands behind the last slash: the name of a cluster or a service, the id of a deployment or a revision. */
    static String lastSegment(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Returns whether {@code text} can name a service revision; one that can't would have a whole call refused. */
    static boolean isServiceRevision(String text) {
        return SERVICE_REVISION.matcher(text).matches();
    }
}
