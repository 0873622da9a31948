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
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of the clients that are made here: those of one profile, or of the SDK's default chain in its order. What can't give
 * any says so at once, and a metadata service within three seconds; the SDK itself tries again for up to a minute, and its chain hides
 * what failed. A profile has longer: its role may be far away, and its process may wait for a person's touch. Thread-safe.
 */
final class Login implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final Duration NEARBY = Duration.ofSeconds(3);
    private static final Duration ANYWHERE = Duration.ofSeconds(18);
    private static final int LONGEST_REASON = 160;

    private final List<Way> ways;
    private final LoginWords words;
    private final Map<String, RuntimeException> failed = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile @Nullable Way worked;
    private volatile @Nullable Turn turn;
    private @Nullable CompletableFuture<AwsCredentials> asking;

    /**
     * One place where credentials can be.
     *
     * @param configured whether somebody means it to give credentials, so that it matters why it doesn't
     */
    record Way(String name, AwsCredentialsProvider provider, boolean configured, Duration limit) {
        static Way nearby(String name, AwsCredentialsProvider provider, boolean configured) {
            return new Way(name, provider, configured, NEARBY);
        }

        static Way anywhere(String name, AwsCredentialsProvider provider, boolean configured) {
            return new Way(name, provider, configured, ANYWHERE);
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

    @Override
    public AwsCredentials resolveCredentials() {
        CompletableFuture<AwsCredentials> answer = asked();
        try {
            while (true) {
                Turn now = turn;
                try {
                    return answer.get(now == null ? NEARBY.toNanos() : now.nanosLeft(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (now != null && now.equals(turn)) {
                        throw failure("none came within %d s".formatted(now.way.limit.toSeconds()), e);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw failure("", Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while credentials were looked for", e);
        }
    }

    /** Returns what is being asked already; nobody is helped by a second login at the same time. */
    private synchronized CompletableFuture<AwsCredentials> asked() {
        CompletableFuture<AwsCredentials> current = asking;
        if (current != null && !current.isDone()) {
            return current;
        }
        var next = new CompletableFuture<AwsCredentials>();
        asking = next;
        turn = null;
        var thread = new Thread(() -> ask(next), "iq-aws-login");
        thread.setDaemon(true);
        thread.start();
        return next;
    }

    private void ask(CompletableFuture<AwsCredentials> answer) {
        try {
            answer.complete(ask());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private AwsCredentials ask() {
        failed.clear();
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

    private LoginFailure failure(String late, Throwable e) {
        Map<String, RuntimeException> reasons;
        synchronized (failed) {
            reasons = new LinkedHashMap<>(failed);
        }
        Throwable cause = reasons.values().stream()
                .map(Throwable.class::cast)
                .filter(reason -> words.specific(reason).isPresent())
                .findFirst()
                .orElseGet(() -> ways.size() == 1 && !reasons.isEmpty()
                        ? reasons.values().iterator().next()
                        : e);
        String why = words.specific(cause).orElseGet(() -> "no AWS credentials found; " + tried(reasons, late));
        return new LoginFailure(why, worked != null, cause);
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
        return Optional.of(Secrets.removed(deepest(reason), List.of()).replaceAll("\\s+", " "))
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
