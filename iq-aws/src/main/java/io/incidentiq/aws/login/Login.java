package io.incidentiq.aws.login;

import io.incidentiq.aws.secret.Causes;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of the clients that are made here: those of one profile, or of the SDK's default chain in its order. What can't give
 * any says so at once, and a metadata service within three seconds; the SDK itself tries again for up to a minute, and its chain hides
 * what failed. A profile's role may be far away, and its process may wait for a person's touch: after four seconds in all, what is
 * still asked is said to be slow, and goes on to be asked. Whoever asks within ten seconds of its end is told that end. Thread-safe.
 */
public final class Login implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final int LONGEST_REASON = 160;

    private final List<LoginPlace> places;
    private final LoginWords words;
    private final LongSupplier nanoTime;
    private final Executor threads;
    private volatile @Nullable LoginPlace worked;
    private @Nullable LoginAttempt latest;

    Login(List<LoginPlace> places, LoginWords words) {
        this(places, words, System::nanoTime, Login::start);
    }

    /** @param threads begins what it is given, and doesn't wait for its end */
    Login(List<LoginPlace> places, LoginWords words, LongSupplier nanoTime, Executor threads) {
        this.places = places;
        this.words = words;
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    public static Login ofProfile(String profile) {
        return new Login(LoginChain.onlyProfile(profile), new LoginWords(profile));
    }

    public static Login ofDefaultChain(ProfileFile file) {
        return new Login(LoginChain.places(file), new LoginWords(LoginChain.namedProfile()));
    }

    private static void start(Runnable attempt) {
        var thread = new Thread(attempt, "iq-aws-login");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        LoginAttempt attempt = attempt();
        try {
            AwsCredentials credentials = attempt.await();
            worked = attempt.worked();
            return credentials;
        } catch (LoginAttempt.Late e) {
            throw thrown(late(attempt, e));
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

    /** Returns the latest as long as it is of use; nobody is helped by a second login at the same time. */
    private synchronized LoginAttempt attempt() {
        LoginAttempt current = latest;
        if (current != null && current.isOfUse()) {
            return current;
        }
        LoginPlace last = worked;
        var next = new LoginAttempt(last == null ? places : List.of(last), nanoTime);
        try {
            threads.execute(next);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw thrown(LoginFailure.passing("no AWS credentials yet: no thread can be had to ask for them", e));
        }
        latest = next;
        return next;
    }

    private LoginFailure late(LoginAttempt attempt, LoginAttempt.Late e) {
        LoginPlace place = e.place();
        return e.canStillGive()
                ? LoginFailure.passing(words.slow(place), e)
                : failure(
                        attempt, "none came within %d s".formatted(place.limit().toSeconds()), e);
    }

    private LoginFailure failure(LoginAttempt attempt, String late, Throwable e) {
        Map<LoginPlace, RuntimeException> reasons = attempt.reasons();
        Throwable cause = reasons.entrySet().stream()
                .filter(reason -> isSpecific(reason.getKey(), reason.getValue()))
                .map(reason -> (Throwable) reason.getValue())
                .findFirst()
                .orElseGet(() -> places.size() == 1 && !reasons.isEmpty()
                        ? reasons.values().iterator().next()
                        : e);
        String why = words.specific(cause).orElseGet(() -> "no AWS credentials found; " + tried(reasons, late));
        return worked == null ? LoginFailure.lasting(why, cause) : LoginFailure.passing(why, cause);
    }

    /** A machine without a metadata service mostly refuses connections in its place. */
    private boolean isSpecific(LoginPlace place, RuntimeException reason) {
        return words.specific(reason).isPresent()
                && (place.mayBeSlow()
                        || Causes.find(reason, ConnectException.class).isEmpty());
    }

    /** Says of each place that is set up what it said; the others are plainly empty. */
    private String tried(Map<LoginPlace, RuntimeException> reasons, String late) {
        var told = new ArrayList<String>();
        for (LoginPlace place : places) {
            RuntimeException reason = reasons.get(place);
            if (reason != null) {
                told.add(place.name() + said(place, reason));
            } else if (!late.isEmpty()) {
                told.add("%s (%s)".formatted(place.name(), late));
                break;
            }
        }
        return "tried %s; set --profile, AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in"
                .formatted(String.join(", ", told));
    }

    private String said(LoginPlace place, RuntimeException reason) {
        boolean telling = places.size() == 1 || place.configured();
        return Optional.of(LoginWords.own(reason))
                .filter(text -> telling)
                .map(text -> " (" + text.substring(0, Math.min(text.length(), LONGEST_REASON)) + ")")
                .orElse("");
    }

    @Override
    public void close() {
        places.forEach(place -> {
            if (place.provider() instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        });
    }
}
