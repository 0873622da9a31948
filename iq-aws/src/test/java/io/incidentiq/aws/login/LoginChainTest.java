package io.incidentiq.aws.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose credentials a plan names: the SDK reads system properties where the environment has the same settings. */
class LoginChainTest {
    private static final Set<String> SETTINGS =
            Set.of("aws.profile", "aws.accessKeyId", "aws.secretAccessKey", "aws.webIdentityTokenFile", "aws.roleArn");

    static Stream<Arguments> profileThatGives() {
        return Stream.of(
                Arguments.of("nothing", Map.of(), null),
                Arguments.of("an empty profile", Map.of("aws.profile", ""), null),
                Arguments.of("a profile", Map.of("aws.profile", "ops"), "ops"),
                Arguments.of(
                        "keys before it",
                        Map.of("aws.profile", "ops", "aws.accessKeyId", "AKID", "aws.secretAccessKey", "s"),
                        null),
                Arguments.of(
                        "empty keys",
                        Map.of("aws.profile", "ops", "aws.accessKeyId", "", "aws.secretAccessKey", ""),
                        "ops"),
                Arguments.of("half of the keys", Map.of("aws.profile", "ops", "aws.accessKeyId", "AKID"), "ops"),
                Arguments.of(
                        "a web identity before it",
                        Map.of("aws.profile", "ops", "aws.webIdentityTokenFile", "/token", "aws.roleArn", "arn:role"),
                        null),
                Arguments.of(
                        "a token without a role",
                        Map.of("aws.profile", "ops", "aws.webIdentityTokenFile", "/token"),
                        "ops"));
    }

    @BeforeEach
    @AfterEach
    void clear() {
        SETTINGS.forEach(System::clearProperty);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void profileThatGives(String situation, Map<String, String> settings, String profile) {
        settings.forEach(System::setProperty);

        assertThat(LoginChain.profileThatGives()).as(situation).isEqualTo(profile);
    }
}
