package io.incidentiq.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of the clients that are made here: those of one profile, or of the SDK's default chain in its order. What can't give
 * any says so at once, and a metadata service within three seconds; the SDK itself tries again for up to a minute, and its chain hides
 * what failed. A profile's role may be far away, and its process may wait for a person's touch: what is still asked after four seconds
 * is said to be slow, goes on to be asked, and answers whoever asks again. Thread-safe.
 */
final class Login implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final Duration NEARBY = Duration.ofSeconds(3);
    private static final Duration ANYWHERE = Duration.ofSeconds(4);
    private static final int LONGEST_REASON = 160;

    private final List<Way> ways;
    private final LoginWords words;
    private volatile @Nullable Way worked;
    private @Nullable Attempt going;

    /**
     * One place where credentials can be.
     *
     * @param configured whether somebody means it to give credentials, so that it matters why it doesn't
     * @param limit how long whoever asks waits for it
     * @param mayBeSlow whether it can still give credentials after {@code limit}, so that asking again helps
     */
    record Way(String name, AwsCredentialsProvider provider, boolean configured, Duration limit, boolean mayBeSlow) {
        static Way nearby(String name, AwsCredentialsProvider provider, boolean configured) {
            return new Way(name, provider, configured, NEARBY, false);
        }

        static Way anywhere(String name, AwsCredentialsProvider provider, boolean configured) {
            return new Way(name, provider, configured, ANYWHERE, true);
        }
    }

    /** Whom is asked, and since when. */
    private record Turn(Way way, long begunAt) {
        long nanosLeft() {
            return way.limit.toNanos() - (System.nanoTime() - begunAt);
        }
    }

    Login(List<Way> ways, LoginWords words) {
        this.ways = ways;
        this.words = words;
    }

    static Login ofProfile(String profile) {
        return new Login(
                List.of(Way.anywhere("profile " + profile, ProfileCredentialsProvider.create(profile), true)),
                new LoginWords(profile));
    }

    /** The order is that of the SDK's {@code DefaultCredentialsProvider}. */
    static Login ofDefaultChain() {
        String profile = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        String named = profile.equals("default") ? null : profile;
        return new Login(
                List.of(
                        Way.nearby("system properties", SystemPropertyCredentialsProvider.create(), false),
                        Way.nearby("environment", EnvironmentVariableCredentialsProvider.create(), false),
                        Way.anywhere(
                                "web identity",
                                WebIdentityTokenFileCredentialsProvider.create(),
                                isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)),
                        Way.anywhere("profile " + profile, ProfileCredentialsProvider.create(), named != null),
                        Way.nearby(
                                "container",
                                ContainerCredentialsProvider.create(),
                                isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
                                        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)),
                        Way.nearby("instance metadata", InstanceProfileCredentialsProvider.create(), true)),
                new LoginWords(named));
    }

    private static boolean isSet(SdkSystemSetting setting) {
        return setting.getStringValue().isPresent();
    }

    /** One login, whoever waits for it: what each place said so far, and whom it asks now. */
    private final class Attempt implements Runnable {
        private final CompletableFuture<AwsCredentials> answer = new CompletableFuture<>();
        private final Map<String, RuntimeException> failed = Collections.synchronizedMap(new LinkedHashMap<>());
        private final AtomicBoolean leftBehind = new AtomicBoolean();
        private volatile @Nullable Turn turn;

        /** Returns whether it goes on, or has ended while nobody waited. */
        boolean isOfUse() {
            return !answer.isDone() || leftBehind.getAndSet(false);
        }

        @Override
        public void run() {
            try {
                answer.complete(ask());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        }

        private AwsCredentials ask() {
            Way last = worked;
            for (Way way : last == null ? ways : List.of(last)) {
                turn = new Turn(way, System.nanoTime());
                try {
                    AwsCredentials credentials = way.provider.resolveCredentials();
                    worked = way;
                    return credentials;
                } catch (RuntimeException e) {
                    failed.put(way.name, e);
                }
            }
            throw new IllegalStateException("nobody gave credentials");
        }

        Map<String, RuntimeException> reasons() {
            synchronized (failed) {
                return new LinkedHashMap<>(failed);
            }
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Attempt attempt = attempt();
        try {
            while (true) {
                Turn now = attempt.turn;
                try {
                    return attempt.answer.get(now == null ? NEARBY.toNanos() : now.nanosLeft(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (now != null && now.equals(attempt.turn)) {
                        attempt.leftBehind.set(true);
                        throw thrown(late(attempt, now, e));
                    }
                }
            }
        } catch (ExecutionException e) {
            throw thrown(failure(attempt, "", Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while credentials were looked for", e);
        }
    }

    /** The SDK's interceptors put an exception of their own in the place of one about an unknown host, and take no other than the SDK's. */
    private static SdkClientException thrown(LoginFailure failure) {
        return SdkClientException.create(failure.words(), failure);
    }

    /** Returns the one that is going on, or one whose end nobody has heard yet; nobody is helped by a second login at the same time. */
    private synchronized Attempt attempt() {
        Attempt current = going;
        if (current != null && current.isOfUse()) {
            return current;
        }
        var next = new Attempt();
        going = next;
        var thread = new Thread(next, "iq-aws-login");
        thread.setDaemon(true);
        thread.start();
        return next;
    }

    private LoginFailure late(Attempt attempt, Turn turn, TimeoutException e) {
        return turn.way.mayBeSlow
                ? LoginFailure.passing(words.slow(turn.way.name), e)
                : failure(attempt, "none came within %d s".formatted(turn.way.limit.toSeconds()), e);
    }

    private LoginFailure failure(Attempt attempt, String late, Throwable e) {
        Map<String, RuntimeException> reasons = attempt.reasons();
        Throwable cause = reasons.values().stream()
                .map(Throwable.class::cast)
                .filter(reason -> words.specific(reason).isPresent())
                .findFirst()
                .orElseGet(() -> ways.size() == 1 && !reasons.isEmpty()
                        ? reasons.values().iterator().next()
                        : e);
        String why = words.specific(cause).orElseGet(() -> "no AWS credentials found; " + tried(reasons, late));
        return worked == null ? LoginFailure.lasting(why, cause) : LoginFailure.passing(why, cause);
    }

    /** Says of each place that is set up what it said; the others are plainly empty. */
    private String tried(Map<String, RuntimeException> reasons, String late) {
        var told = new ArrayList<String>();
        for (Way way : ways) {
            RuntimeException reason = reasons.get(way.name);
            if (reason != null) {
                told.add(way.name + said(way, reason));
            } else if (!late.isEmpty()) {
                told.add("%s (%s)".formatted(way.name, late));
                break;
            }
        }
        return "tried %s; set --profile, AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in"
                .formatted(String.join(", ", told));
    }

    private String said(Way way, RuntimeException reason) {
        boolean telling = ways.size() == 1 || way.configured;
        return Optional.of(Secrets.removed(deepest(reason)).replaceAll("\\s+", " "))
                .filter(text -> telling)
                .map(text -> " (" + text.substring(0, Math.min(text.length(), LONGEST_REASON)) + ")")
                .orElse("");
    }

    private static String deepest(Throwable e) {
        Throwable deepest = e;
        for (int i = 0; i < 20 && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return Objects.requireNonNullElse(
                deepest.getMessage(), deepest.getClass().getSimpleName());
    }

    @Override
    public void close() {
        ways.forEach(way -> {
            if (way.provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        });
    }
}
