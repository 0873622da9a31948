package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class SecretsTest {
    private static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE".repeat(8);
    private static final String WEB = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvOm9yZyJ9.c2lnbmF0dXJl";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the key " + KEY_ID + " is unknown",
                "{\"AccessKeyId\": \"" + KEY_ID + "\", \"SecretAccessKey\": \"" + SECRET + "\"}",
                "{\\\"SecretAccessKey\\\":\\\"" + SECRET + "\\\"}",
                "aws_secret_access_key = " + SECRET,
                "exited with 1: secret " + SECRET + ".",
                "Authorization: AWS4-HMAC-SHA256 Credential=" + KEY_ID
                        + "/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024",
                "x-amz-security-token:short-token",
                "?X-Amz-Security-Token=short-token&X-Amz-Credential=" + KEY_ID,
                "SessionToken=short-token;",
                "Bearer short-token-of-someone",
                "token " + WEB + " refused"
            })
    void text_withACredential_losesIt(String text) {
        assertThat(Secrets.removed(text, List.of()))
                .doesNotContain(KEY_ID)
                .doesNotContain(SECRET)
                .doesNotContain("short-token")
                .doesNotContain(WEB)
                .doesNotContain("fe5f80f77d5fa3be")
                .contains("[removed]");
    }

    @Test
    void sessionToken_wherever_isRemoved() {
        assertThat(Secrets.removed("canonical " + TOKEN + "== end", List.of())).isEqualTo("canonical [removed] end");
    }

    @Test
    void whatWasSignedWith_isRemovedAsItIs() {
        assertThat(Secrets.removed("echo: an.odd-token!1 end", List.of("an.odd-token!1")))
                .isEqualTo("echo: [removed] end");
    }

    @Test
    void encodedAuthorizationMessage_isDropped() {
        assertThat(Secrets.removed("not authorized. Encoded authorization failure message: AbC-dEf_1", List.of()))
                .isEqualTo("not authorized");
    }

    /** Nothing that a person needs to find the cause may be taken for a credential. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User: arn:aws:sts::111122223333:assumed-role/ops-readonly/alice is not authorized to perform:"
                        + " ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/production/payments",
                "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
                "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1",
                "The security token included in the request is invalid",
                "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z",
                "ecs-svc/1234567890123456789 of payments-service:41"
            })
    void text_withoutACredential_stays(String text) {
        assertThat(Secrets.removed(text, List.of())).isEqualTo(text);
    }

    @Test
    void causes_areCleanedToo_inTheSameWords() {
        Throwable inner = new IllegalStateException("credential_process said " + SECRET);
        Throwable outer =
                SdkClientException.builder().message("failed").cause(inner).build();
        var text = new StringWriter();

        Secrets.removed(outer, List.of()).printStackTrace(new PrintWriter(text));

        assertThat(text.toString())
                .doesNotContain(SECRET)
                .contains("IllegalStateException: credential_process said [removed]", "causes_areCleanedToo");
    }

    @Test
    void causes_withoutACredential_stayAsTheyAre() {
        Throwable plain = new IllegalStateException("connection reset");

        assertThat(Secrets.removed(plain, List.of())).isSameAs(plain);
    }
}
