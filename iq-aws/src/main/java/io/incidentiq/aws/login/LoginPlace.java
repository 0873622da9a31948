package io.incidentiq.aws.login;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * One place where credentials can be.
 *
 * @param configured whether somebody means it to give credentials, so that it matters why it doesn't
 * @param limit how long whoever asks waits for it
 * @param mayBeSlow whether it can still give credentials after {@code limit}, so that asking again helps
 */
record LoginPlace(String name, AwsCredentialsProvider provider, boolean configured, Duration limit, boolean mayBeSlow) {
    private static final Duration NEARBY = Duration.ofSeconds(3);

    static LoginPlace nearby(String name, AwsCredentialsProvider provider, boolean configured) {
        return new LoginPlace(name, provider, configured, NEARBY, false);
    }

    static LoginPlace anywhere(String name, AwsCredentialsProvider provider, boolean configured) {
        return new LoginPlace(name, provider, configured, LoginAttempt.PATIENCE, true);
    }
}
