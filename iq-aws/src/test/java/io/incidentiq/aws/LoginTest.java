package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static Login login(Login.Way... ways) {
        return new Login(List.of(ways), new LoginWords("ops"));
    }

    private static Login.Way way(String name, Duration limit, AwsCredentialsProvider provider) {
        return new Login.Way(name, provider, true, limit, false);
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
            LoginFailure failure =
                    failure(login(way("environment", LONG, failing("none")), way("metadata", SHORT, hanging(until))));

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
        Login login = login(new Login.Way(
                "profile ops",
                () -> {
                    asked.incrementAndGet();
                    return hanging(until).resolveCredentials();
                },
                true,
                SHORT,
                true));

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
        assertThat(login(way("metadata", SHORT, failing("none")), way("profile", LONG, () -> KEYS))
                        .resolveCredentials())
                .isEqualTo(KEYS);
    }

    @Test
    void theOneThatGaveCredentials_isAskedAgain_andItsTroubleCanPass() {
        var asked = new AtomicInteger();
        Login login = login(way("environment", LONG, failing("none")), way("profile", LONG, () -> {
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
                way("profile", LONG, failing("The SSO session associated with this profile has expired")),
                way("metadata", LONG, failing("Failed to load credentials from IMDS.")));

        assertThat(failure(login)).hasMessageEndingWith("run: aws sso login --profile ops");
    }

    /** A refused login is over at once, and the next begins while the first is still put into words. */
    @Test
    void manyThatAskAtOnce_areEachToldWhy() {
        Login login = login(way("profile", LONG, failing("The SSO session associated with this profile has expired")));

        List<String> said = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> failure(login).words())
                .distinct()
                .toList();

        assertThat(said).hasSize(1).first().asString().endsWith("run: aws sso login --profile ops");
    }
}
