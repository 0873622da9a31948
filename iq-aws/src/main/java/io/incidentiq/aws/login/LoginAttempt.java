package io.incidentiq.aws.login;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** One login, whoever waits for it: what each place said so far, and which is asked now. Thread-safe. */
final class LoginAttempt implements Runnable {
    /** How long anybody waits for all places together, before they are told which is slow. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /** How long the end is told to whoever asks again. A person who has logged in meanwhile isn't told the old failure for longer. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final List<LoginPlace> places;
    private final LongSupplier nanoTime;
    private final long begunAt;
    private final CompletableFuture<AwsCredentials> answer = new CompletableFuture<>();
    private final Map<LoginPlace, RuntimeException> failed = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Turn turn;
    private volatile long endedAt;
    private volatile boolean leftBehind;

    /** Which place is asked, and since when. */
    private record Turn(LoginPlace place, long begunAt) {}

    /** The wait is over, and the login goes on. */
    static final class Late extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient LoginPlace place;
        private final boolean canStillGive;

        private Late(LoginPlace place, boolean canStillGive, TimeoutException cause) {
            super(cause);
            this.place = place;
            this.canStillGive = canStillGive;
        }

        LoginPlace place() {
            return place;
        }

        /** Returns whether the place that is asked has time left, or may be slow. */
        boolean canStillGive() {
            return canStillGive;
        }
    }

    /** @param places at least one */
    LoginAttempt(List<LoginPlace> places, LongSupplier nanoTime) {
        this.places = places;
        this.nanoTime = nanoTime;
        this.begunAt = nanoTime.getAsLong();
        this.turn = new Turn(places.get(0), begunAt);
    }

    /** Returns whether it goes on, or has just ended after somebody was told that it is late. */
    boolean isOfUse() {
        return !answer.isDone() || (leftBehind && nanoTime.getAsLong() - endedAt < KEPT.toNanos());
    }

    @Override
    public void run() {
        try {
            AwsCredentials credentials = ask();
            endedAt = nanoTime.getAsLong();
            answer.complete(credentials);
        } catch (Throwable e) {
            endedAt = nanoTime.getAsLong();
            answer.completeExceptionally(e);
        }
    }

    private AwsCredentials ask() {
        for (LoginPlace place : places) {
            turn = new Turn(place, nanoTime.getAsLong());
            try {
                return place.provider().resolveCredentials();
            } catch (RuntimeException e) {
                failed.put(place, e);
            }
        }
        throw new IllegalStateException("nobody gave credentials");
    }

    /** Waits for the end: as long as the place that is asked may take, and not longer than {@link #PATIENCE} in all. */
    AwsCredentials await() throws ExecutionException, InterruptedException, Late {
        while (true) {
            Turn now = turn;
            try {
                return answer.get(Math.min(left(now), left(PATIENCE, begunAt)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (now.equals(turn)) {
                    leftBehind = true;
                    throw new Late(now.place, now.place.mayBeSlow() || left(now) > 0, e);
                }
            }
        }
    }

    private long left(Turn of) {
        return left(of.place.limit(), of.begunAt);
    }

    private long left(Duration limit, long since) {
        return limit.toNanos() - (nanoTime.getAsLong() - since);
    }

    /** Returns the place that gave credentials; null before one did. */
    @Nullable
    LoginPlace worked() {
        return answer.isDone() && !answer.isCompletedExceptionally() ? turn.place : null;
    }

    /** Returns what each place said that gave none so far. */
    Map<LoginPlace, RuntimeException> reasons() {
        synchronized (failed) {
            return new LinkedHashMap<>(failed);
        }
    }
}
