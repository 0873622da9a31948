package io.incidentiq.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;

class AwsTroubleTest {
    private static final AwsOperation READ =
            new AwsOperation("ecs:DescribeServices", "service/production/payments", false);
    private static final AwsOperation WRITE =
            new AwsOperation("ecs:UpdateService", "service/production/payments", true);
    private final AwsTrouble trouble = new AwsTrouble("eu-west-1");

    private static RuntimeException answer(int status, String code, String message) {
        return EcsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static RuntimeException sdk(String message, @Nullable Throwable cause) {
        return SdkClientException.builder().message(message).cause(cause).build();
    }

    private static void assertIs(ProviderException e, Kind kind, boolean mayHaveHappened, String... words) {
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.mayHaveHappened()).isEqualTo(mayHaveHappened);
        assertThat(e).hasMessageContainingAll(words).hasCauseInstanceOf(RuntimeException.class);
    }

    private static String logged(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void accessDenied_saysWhichActionForWhomOnWhat() {
        var e = trouble.with(
                WRITE,
                answer(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::111122223333:assumed-role/ops-readonly/alice is not authorized to perform:"
                                + " ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/production/payments"
                                + " because no identity-based policy allows the ecs:UpdateService action"));

        assertIs(
                e,
                Kind.DENIED,
                false,
                "ecs:UpdateService denied for arn:aws:sts::111122223333:assumed-role/ops-readonly/alice",
                "service/production/payments",
                "docs/iam/rollback.json");
    }

    @Test
    void trap_missingPassRole_isNamedInsteadOfTheUpdate() {
        var e = trouble.with(
                WRITE,
                answer(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:iam::1:user/bob is not authorized to perform: iam:PassRole on resource:"
                                + " arn:aws:iam::1:role/task because no identity-based policy allows it"));

        assertIs(e, Kind.DENIED, false, "iam:PassRole denied for arn:aws:iam::1:user/bob on arn:aws:iam::1:role/task");
    }

    @Test
    void accessDenied_withoutDetails_namesWhatWasAsked() {
        assertIs(
                trouble.with(READ, answer(400, "AccessDeniedException", "denied")),
                Kind.DENIED,
                false,
                "ecs:DescribeServices denied on service/production/payments",
                "docs/iam/plan.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "ExpiredToken", "RequestExpired"})
    void expiredToken_saysToLogIn(String code) {
        assertIs(trouble.with(READ, answer(400, code, "expired")), Kind.DENIED, false, "expired; log in again");
    }

    @Test
    void signature_inAnyMessage_neverShowsWhatWasSigned() {
        var e = trouble.with(
                READ,
                answer(
                        403,
                        "InvalidSignatureException",
                        "The Canonical String should have been x-amz-security-token:SECRET"));

        assertThat(e.kind()).isEqualTo(Kind.DENIED);
        assertThat(e).hasMessageContainingAll("eu-west-1", "profile");
        assertThat(e)
                .as("as a log shows it")
                .extracting(AwsTroubleTest::logged)
                .asString()
                .doesNotContain("SECRET");
    }

    @Test
    void otherPartition_saysThatCredentialsBelongElsewhere() {
        var china = new AwsTrouble("cn-north-1");

        assertIs(
                china.with(READ, answer(400, "UnrecognizedClientException", "The security token is invalid")),
                Kind.DENIED,
                false,
                "cn-north-1",
                "same partition");
    }

    @Test
    void clockSkew_saysToSetTheClock() {
        assertIs(
                trouble.with(
                        READ,
                        answer(403, "InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier")),
                Kind.DENIED,
                false,
                "clock");
    }

    @Test
    void noCredentials_saysHowToGiveThem() {
        assertIs(
                trouble.with(WRITE, sdk("Unable to load credentials from any of the providers in the chain", null)),
                Kind.DENIED,
                false,
                "no AWS credentials",
                "--profile");
    }

    @Test
    void wrongRegion_hostIsUnknown_namesTheRegion() {
        assertIs(
                trouble.with(READ, sdk("failed", new UnknownHostException("ecs.eu-wets-1.amazonaws.com"))),
                Kind.UNAVAILABLE,
                false,
                "eu-west-1",
                "right Region");
    }

    @Test
    void endpointRefuses_writeIsCertainlyNotDone() {
        assertIs(
                trouble.with(WRITE, sdk("failed", new ConnectException("refused"))),
                Kind.UNAVAILABLE,
                false,
                "not sent",
                "refuses");
    }

    @Test
    void unknownCluster_isNotFound() {
        assertIs(
                trouble.with(READ, answer(400, "ClusterNotFoundException", "Cluster not found.")),
                Kind.NOT_FOUND,
                false,
                "no such cluster in eu-west-1");
    }

    @Test
    void unknownService_isNotFound() {
        assertIs(
                trouble.with(WRITE, answer(400, "ServiceNotFoundException", "Service not found.")),
                Kind.NOT_FOUND,
                false,
                "Service not found.");
    }

    @ParameterizedTest
    @CsvSource({"ThrottlingException, 400", "TooManyRequestsException, 429"})
    void throttled_writeIsCertainlyNotDone(String code, int status) {
        assertIs(trouble.with(WRITE, answer(status, code, "Rate exceeded")), Kind.THROTTLED, false, "throttled");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void serverError_readMayBeAskedAgain_writeMayHaveHappened(int status) {
        assertIs(trouble.with(READ, answer(status, "ServerException", "")), Kind.UNAVAILABLE, false, "" + status);
        assertIs(trouble.with(WRITE, answer(status, "ServerException", "")), Kind.UNAVAILABLE, true, "" + status);
    }

    @Test
    void slowAnswer_writeMayHaveHappened() {
        RuntimeException slow = ApiCallTimeoutException.create(40_000);

        assertIs(trouble.with(READ, slow), Kind.UNAVAILABLE, false, "no answer in time");
        assertIs(trouble.with(WRITE, slow), Kind.UNAVAILABLE, true, "no answer in time");
    }

    @Test
    void resetAfterTheWrite_mayHaveHappened() {
        assertIs(
                trouble.with(WRITE, sdk("Connection reset", new SocketException("Connection reset"))),
                Kind.UNAVAILABLE,
                true,
                "no usable answer");
    }

    @Test
    void refusedDefinition_isRejectedInAwsWords() {
        assertIs(
                trouble.with(WRITE, answer(400, "ClientException", "TaskDefinition is inactive")),
                Kind.REJECTED,
                false,
                "TaskDefinition is inactive");
    }

    private static final String BOB =
            "User: arn:aws:iam::1:user/bob is not authorized to perform: ecs:UpdateService on resource:"
                    + " arn:aws:ecs:eu-west-1:1:service/production/payments";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with an explicit deny in a service control policy",
                "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1",
                "with an explicit deny in an identity-based policy",
                "with an explicit deny in a permissions boundary",
                "with an explicit deny in a session policy",
                "because no permissions boundary allows the ecs:UpdateService action",
                "because no session policy allows the ecs:UpdateService action",
                "because no service control policy allows the ecs:UpdateService action",
                "because no VPC endpoint policy allows the ecs:UpdateService action"
            })
    void denied_byAPolicyAboveAll_keepsTheReason_andSaysThatOtherPermissionsDontHelp(String reason) {
        assertIs(
                trouble.with(WRITE, answer(400, "AccessDeniedException", BOB + " " + reason)),
                Kind.DENIED,
                false,
                "ecs:UpdateService denied for arn:aws:iam::1:user/bob on arn:aws:ecs:eu-west-1:1:service/production/payments: "
                        + reason,
                "other permissions don't help");
    }

    @Test
    void denied_becauseNothingAllowsIt_keepsTheReason_andSaysWhatIsNeeded() {
        String reason = "because no identity-based policy allows the ecs:UpdateService action";

        assertIs(
                trouble.with(WRITE, answer(400, "AccessDeniedException", BOB + " " + reason)),
                Kind.DENIED,
                false,
                reason,
                "docs/iam/rollback.json");
    }

    @Test
    void denied_withAnEncodedMessage_dropsIt_andKeepsTheRest() {
        String encoded = "Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefgh";
        var e = trouble.with(
                WRITE,
                answer(400, "AccessDeniedException", BOB + " with an explicit deny in a session policy. " + encoded));

        assertThat(e).hasMessageContaining("explicit deny in a session policy;");
        assertThat(logged(e)).doesNotContain("4GIOHlTkIaWHQD0Q0m6XSnuUMCm").doesNotContain("failure message");
    }

    @Test
    void denied_inWordsThatSayNothingOfWho_keepsThem() {
        assertThat(trouble.with(
                        READ, answer(400, "AccessDeniedException", "Blocked by the organisation's guardrail 7.")))
                .hasMessageContainingAll("service/production/payments: Blocked by the organisation's guardrail 7;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClientException", "InvalidParameterException", "AccessDeniedException"})
    void anyAnswer_thatEchoesCredentials_losesThem(String code) {
        var e = trouble.with(
                WRITE, answer(400, code, "bad header x-amz-security-token:SECRETSECRET of ASIAIOSFODNN7EXAMPLE"));

        assertThat(logged(e)).doesNotContain("SECRETSECRET").doesNotContain("ASIAIOSFODNN7EXAMPLE");
    }

    @Test
    void failingCredentialProcess_isDenied_withoutItsOutput() {
        var cause = new IllegalStateException(
                "Command returned non-zero exit value (1) with error message: key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        var e = trouble.with(WRITE, sdk("Failed to refresh process-based credentials.", cause));

        assertIs(e, Kind.DENIED, false, "not sent", "credential_process");
        assertThat(logged(e)).doesNotContain("wJalrXUtnFEMI");
    }

    @Test
    void unknownHost_isNamed() {
        assertIs(
                trouble.with(
                        READ, sdk("failed", new UnknownHostException("ecs.eu-wets-1.amazonaws.com: Name unknown"))),
                Kind.UNAVAILABLE,
                false,
                "no such host ecs.eu-wets-1.amazonaws.com;");
    }

    @Test
    void nobodyThere_isUnreachable_andAServerThatAnswersBadlyIsNot() {
        assertThat(trouble.with(READ, sdk("failed", new UnknownHostException("ecs.eu-wets-1.amazonaws.com")))
                        .isUnreachable())
                .isTrue();
        assertThat(trouble.with(READ, sdk("failed", new ConnectException("refused")))
                        .isUnreachable())
                .isTrue();
        assertThat(trouble.with(READ, sdk("failed", new SocketTimeoutException("Connect timed out")))
                        .isUnreachable())
                .isTrue();
        assertThat(trouble.with(READ, sdk("failed", new SocketTimeoutException("Read timed out")))
                        .isUnreachable())
                .isFalse();
        assertThat(trouble.with(READ, answer(503, "ServerException", "")).isUnreachable())
                .isFalse();
    }
}
