package io.incidentiq.aws.secret;

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
    private static final String TOKENS_BEGIN = "IQoJb3JpZ2luX2VjEXAMPLE";
    private static final String PART = TOKENS_BEGIN + TOKENS_BEGIN + TOKENS_BEGIN;
    private static final String TOKEN = PART + PART + PART;
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
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
                "token " + WEB + " refused",
                "secret=" + SECRET,
                "AWS_SECRET=" + SECRET,
                "key=" + SECRET + "\n",
                "x = y=" + SECRET + ", z",
                "token=" + TOKEN,
                "https://x.example/a?token=" + TOKEN,
                "authorizationToken=" + PART,
                "{\"authorizationToken\": \"" + PART + "\"}",
                "https://x.blob.example/v2?sv=2024-01-01&sig=short-token%3D&se=2026",
                "proxyconnect tcp: https://user:short-token@proxy:3128",
                "jdbc:postgresql://user:short-token@db/payments",
                "password='short-token two'",
                "password = \"short-token two\"",
                "{\"password\": \"a \\\"short-token\\\" b\"}",
                "{\\\"password\\\":\\\"short-token\\\"}",
                "PGPASSWORD=short-token2",
                "signature=short-token",
                "Authorization: Basic dXNlcjpzaG9ydC10b2tlbg==",
                "secret=arnold-short-token4",
                "bearer " + WEB
            })
    void text_withACredential_losesIt(String text) {
        assertThat(Secrets.removed(text, List.of()))
                .doesNotContain(KEY_ID)
                .doesNotContain(SECRET)
                .doesNotContain("short-token")
                .doesNotContain(WEB)
                .doesNotContain("fe5f80f77d5fa3be")
                .doesNotContain("dXNlcjpz")
                .doesNotContain(TOKENS_BEGIN)
                .doesNotContain(" two")
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
                "image sha256:" + SHA,
                "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
                "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1",
                "The security token included in the request is invalid",
                "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z",
                "ecs-svc/1234567890123456789 of payments-service:41",
                "(service payments) (port 8080) is unhealthy in (target-group"
                        + " arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/PaymentsWeb/6d0ecf831eec9f09)",
                "targetgroup/PaymentsWeb/6d0ecf831eec9f09",
                "targetgroup/Ecs1A2bTgrp/6d0ecf831eec9f09",
                "loadbalancer/app/Orders/50dc6c495c0c9188",
                "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/Orders/50dc6c495c0c9188",
                "arn:aws:ecs:eu-west-1:111122223333:service-revision/Production1/Payments/1234567890123456789",
                "arn:aws:ecs:eu-west-1:111122223333:task/Production/0123456789abcdef0123456789abcdef",
                "Cluster/0123456789abcdef0123456789abcdef is a task",
                "layer sha512:" + SHA + SHA + ": not found",
                "open /Usr/share/applications/payments/releases/current/configuration/templates/production/regions/europe/west1: denied",
                "unable to retrieve secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-password:username::",
                "secret:prod/db-password:username::",
                "secret:prod/access-token:user_name::",
                "retrieved secret did not contain json key db_password: check the key",
                "did not contain json key access_token: check the key",
                "invalid ssm parameters: /prod/db/password: ParameterNotFound",
                "invalid ssm parameters: /prod/stripe/secret-key: ParameterNotFound",
                "invalid parameter 'password': must be longer",
                "can't find the specified secret: prod/db-credentials",
                "secret=prod/db-credentials",
                "secret=arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCd12",
                "error during authorization: unexpected status: 401 Unauthorized",
                "signature: manifest unknown",
                "security token: expired.",
                "pwd=/var/lib/jenkins/workspace",
                "Basic authentication failed",
                "BASIC AUTHENTICATION REQUIRED",
                "no basic auth credentials, basic monitoring",
                "Bearer authentication failed. Try again",
                "Www-Authenticate: Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"",
                "unexpected token=\"<\" in JSON",
                "Head \"https://registry.example:5000/v2/payments/manifests/1.2@x\": EOF"
            })
    void text_withoutACredential_stays(String text) {
        assertThat(Secrets.removed(text, List.of())).isEqualTo(text);
    }

    @Test
    void longText_isCutBetweenTwoWords() {
        String words = "word ".repeat(1_637);

        assertThat(Secrets.removed(words + SECRET.substring(0, 30) + "/" + SECRET))
                .isEqualTo(words.trim() + "…");
    }

    @Test
    void causes_withoutEnd_areCutOff() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(Secrets.removed(first, List.of()))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("first");
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
