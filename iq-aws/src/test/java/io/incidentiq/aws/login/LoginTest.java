package io.incidentiq.aws.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class LoginTest {
    private static final AwsCredentials KEYS = AwsBasicCredentials.create("AKID", "SECRET");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Login login(LoginPlace... places) {
        return new Login(List.of(places), new LoginWords("ops"));
    }

    private static LoginPlace place(String name, Duration limit, AwsCredentialsProvider provider) {
        return new LoginPlace(name, provider, true, limit, false);
    }

    private static LoginPlace slow(String name, Duration limit, AwsCredentialsProvider provider) {
        return new LoginPlace(name, provider, true, limit, true);
    }

    private static AwsCredentialsProvider failing(String words) {
        return () -> {
            throw SdkClientException.create(words);
        };
    }

    private static AwsCredentialsProvider hanging(CountDownLatch until) {
        return () -> {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return KEYS;
        };
    }

    private static LoginFailure failure(Login login) {
        SdkClientException thrown = catchThrowableOfType(SdkClientException.class, login::resolveCredentials);
        return (LoginFailure) Objects.requireNonNull(thrown.getCause());
    }

    @Test
    void aPlaceThatHangs_isGivenUpInItsTime_andNamed() {
        var until = new CountDownLatch(1);
        try {
            LoginFailure failure = failure(
                    login(place("environment", LONG, failing("none")), place("metadata", SHORT, hanging(until))));

            assertThat(failure).hasMessageContainingAll("environment (none)", "metadata (none came within 0 s)");
            assertThat(failure.passing()).isFalse();
        } finally {
            until.countDown();
        }
    }

    @Test
    void aPlaceThatMayBeSlow_isSaidToBe_goesOnToBeAsked_andAnswersWhoeverAsksAgain() {
        var until = new CountDownLatch(1);
        var asked = new AtomicInteger();
        Login login = login(slow("profile ops", SHORT, () -> {
            asked.incrementAndGet();
            return hanging(until).resolveCredentials();
        }));

        LoginFailure failure = failure(login);
        assertThat(failure).hasMessageContainingAll("profile ops is slow, or waits for you", "--profile ops");
        assertThat(failure.passing()).isTrue();

        until.countDown();
        AwsCredentials credentials = null;
        while (credentials == null) {
            try {
                credentials = login.resolveCredentials();
            } catch (SdkClientException stillSlow) {
                Thread.onSpinWait();
            }
        }
        assertThat(credentials).isEqualTo(KEYS);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPlaceThatIsSlow_hasItsOwnTime_notThatOfTheOnesBeforeIt() {
        assertThat(login(place("metadata", SHORT, failing("none")), place("profile", LONG, () -> KEYS))
                        .resolveCredentials())
                .isEqualTo(KEYS);
    }

    @Test
    void theOneThatGaveCredentials_isAskedAgain_andItsTroubleCanPass() {
        var asked = new AtomicInteger();
        Login login = login(place("environment", LONG, failing("none")), place("profile", LONG, () -> {
            if (asked.getAndIncrement() > 0) {
                throw SdkClientException.create("STS has a bad moment");
            }
            return KEYS;
        }));
        login.resolveCredentials();

        LoginFailure failure = failure(login);

        assertThat(failure.passing()).isTrue();
        assertThat(failure).hasMessageContaining("STS has a bad moment");
    }

    @Test
    void whatOnePlaceSaysInParticular_isSaid_whateverTheOthersSay() {
        Login login = login(
                place("profile", LONG, failing("The SSO session associated with this profile has expired")),
                place("metadata", LONG, failing("Failed to load credentials from IMDS.")));

        assertThat(failure(login)).hasMessageEndingWith("run: aws sso login --profile ops");
    }

    /** A refused login is over at once, and the next begins while the first is still put into words. */
    @Test
    void manyThatAskAtOnce_areEachToldWhy() {
        Login login =
                login(place("profile", LONG, failing("The SSO session associated with this profile has expired")));

        List<String> said = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> failure(login).words())
                .distinct()
                .toList();

        assertThat(said).hasSize(1).first().asString().endsWith("run: aws sso login --profile ops");
    }

    /** A login whose attempts run when the test says, at the time that the test says. */
    private static final class ByHand {
        private final AtomicLong skipped = new AtomicLong();
        private final List<Runnable> begun = new ArrayList<>();
        private final Login login;
        private Duration begins = Duration.ZERO;

        ByHand(LoginPlace... places) {
            login = new Login(
                    List.of(places), new LoginWords("ops"), () -> System.nanoTime() + skipped.get(), attempt -> {
                        begun.add(attempt);
                        pass(begins);
                    });
        }

        void pass(Duration time) {
            skipped.addAndGet(time.toNanos());
        }

        /** Ends the attempt that began last. */
        void end() {
            begun.get(begun.size() - 1).run();
        }
    }

    @Test
    void endThatNobodyWaitedFor_isToldToAllWhoAskSoon() {
        var by = new ByHand(slow("profile ops", SHORT, failing("the vault is locked")));
        assertThat(failure(by.login)).hasMessageContaining("is slow");
        assertThat(failure(by.login)).hasMessageContaining("is slow");

        by.end();

        by.pass(Duration.ofSeconds(9));
        assertThat(failure(by.login)).hasMessageContaining("the vault is locked");
        assertThat(failure(by.login)).hasMessageContaining("the vault is locked");
        assertThat(by.begun).hasSize(1);
    }

    @Test
    void endThatNobodyWaitedFor_isForgottenSoon() {
        var answers = new ArrayDeque<AwsCredentialsProvider>(List.of(failing("not logged in"), () -> KEYS));
        var by = new ByHand(slow("profile ops", SHORT, () -> answers.remove().resolveCredentials()));
        assertThat(failure(by.login)).hasMessageContaining("is slow");
        by.end();

        by.pass(Duration.ofSeconds(11));

        assertThat(failure(by.login)).hasMessageContaining("is slow");
        by.end();
        assertThat(by.login.resolveCredentials()).isEqualTo(KEYS);
        assertThat(by.begun).hasSize(2);
    }

    @Test
    void credentialsThatNobodyWaitedFor_areForgottenSoon() {
        var by = new ByHand(slow("profile ops", SHORT, () -> KEYS));
        assertThat(failure(by.login)).hasMessageContaining("is slow");
        by.end();

        by.pass(Duration.ofHours(2));

        assertThat(failure(by.login)).hasMessageContaining("is slow");
        assertThat(by.begun).hasSize(2);
    }

    @Test
    void failureThatSomebodyWaitedFor_isNotKept() {
        var asked = new AtomicInteger();
        Login login = login(place("profile", LONG, () -> {
            asked.incrementAndGet();
            throw SdkClientException.create("none");
        }));

        failure(login);
        failure(login);

        assertThat(asked).hasValue(2);
    }

    @Test
    void placesThatAreEachInTime_areLateTogether_andGoOnToBeAsked() {
        var by = new ByHand(place("container", LONG, () -> KEYS));
        by.begins = Duration.ofSeconds(4);

        LoginFailure failure = failure(by.login);
        assertThat(failure).hasMessageContaining("container is slow; ");
        assertThat(failure.passing()).isTrue();
        by.end();
        assertThat(by.login.resolveCredentials()).isEqualTo(KEYS);
    }

    @Test
    void attemptThatCannotBegin_isNobodysToWaitFor() {
        var refused = new AtomicBoolean(true);
        Login login = new Login(
                List.of(place("profile", LONG, () -> KEYS)), new LoginWords("ops"), System::nanoTime, attempt -> {
                    if (refused.getAndSet(false)) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    attempt.run();
                });

        LoginFailure failure = failure(login);

        assertThat(failure).hasMessageContaining("no thread");
        assertThat(failure.passing()).isTrue();
        assertThat(login.resolveCredentials()).isEqualTo(KEYS);
    }

    @Test
    void profileOfAnOddName_isOneWordInTheCommand() {
        Login login = new Login(
                List.of(place("profile", LONG, failing("The SSO session has expired"))),
                new LoginWords("ops; rm -r ~"));

        assertThat(failure(login)).hasMessageEndingWith("run: aws sso login --profile 'ops; rm -r ~'");
    }

    private static AwsCredentialsProvider refusing(String words) {
        return () -> {
            throw SdkClientException.create("Unable to execute HTTP request", new ConnectException(words));
        };
    }

    @Test
    void serviceThatRefusesConnections_isNamed_butNoMetadataServiceThatIsNotThere() {
        LoginPlace metadata = place("metadata", LONG, refusing("Connect to http://169.254.169.254 failed"));

        assertThat(failure(login(
                        slow("profile ops", LONG, refusing("Connect to https://sts.example:443 [x] failed")),
                        metadata)))
                .hasMessageContaining("the login's service at https://sts.example:443 refuses connections");
        assertThat(failure(login(slow("profile ops", LONG, refusing("Connection refused")), metadata)))
                .hasMessageContaining("the login's service refuses connections");
        assertThat(failure(login(place("environment", LONG, failing("none")), metadata)))
                .hasMessageContainingAll("no AWS credentials found; tried", "metadata (Connect to http://169");
    }
}
