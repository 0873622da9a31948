package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.examples.alarm.SnsVerifier.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsVerifierTest {
    private static final Instant NOW = Instant.parse("2026-02-14T02:05:00.123Z");
    private static FakeSns sns;

    private SnsVerifier verifier;

    @BeforeAll
    static void makeKeys() throws Exception {
        sns = FakeSns.create();
    }

    @BeforeEach
    void make() {
        verifier = new SnsVerifier(Set.of(FakeSns.TOPIC), new SigningCertificates(sns, sns.chain()), () -> NOW);
        sns.visited().clear();
    }

    @AfterEach
    void close() {
        verifier.close();
    }

    private static Map<String, String> message(Consumer<Map<String, String>> change) {
        Map<String, String> fields = FakeSns.notification("{}", NOW);
        change.accept(fields);
        return fields;
    }

    private Verdict verify(Consumer<Map<String, String>> change) throws Exception {
        return verifier.verify(sns.signed(message(change)));
    }

    private static void assertRefused(Verdict verdict, int status, String why) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.answer().json()).contains(why);
            assertThat(refused.answer().status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void verify_signatureOfEitherVersion_isGenuine(String version) throws Exception {
        assertThat(verify(m -> m.put("SignatureVersion", version))).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void verify_noSubjectAndWholeSecond_isGenuine() throws Exception {
        assertThat(verify(m -> {
                    m.remove("Subject");
                    m.put("Timestamp", "2026-02-14T02:05:00.000Z");
                }))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void verify_secondMessage_fetchesNoSecondCertificate() throws Exception {
        verify(m -> {});
        verify(m -> {});

        assertThat(sns.visited()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "Type"})
    void verify_changedAfterSigning_isRefused(String field) throws Exception {
        Map<String, String> fields = message(m -> {});
        String value = fields.getOrDefault(field, "");
        String other = field.equals("Timestamp") ? "2026-02-14T02:05:01.123Z" : value + "0";
        String changed = sns.signed(fields).replace(text(field, value), text(field, other));

        assertThat(changed).contains(text(field, other));
        assertRefused(verifier.verify(changed), 403, "not signed by Amazon SNS");
    }

    private static String text(String field, String value) {
        return "\"%s\" : \"%s\"".formatted(field, value.replace("\"", "\\\""));
    }

    @Test
    void verify_otherTopic_isRefusedAndNothingIsFetched() throws Exception {
        String other = "arn:aws:sns:us-east-1:444455556666:alarms";

        assertRefused(verify(m -> m.put("TopicArn", other)), 403, other);
        assertThat(sns.visited()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://evil.example/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
                "https://evil.example/sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
                "https://bucket.s3.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "file:///etc/passwd",
                "not an address",
                ""
            })
    void verify_forgedCertificateUrl_isRefusedAndNothingIsFetched(String url) throws Exception {
        assertThat(verify(m -> m.put("SigningCertURL", url)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.answer().status()).isEqualTo(403));
        assertThat(sns.visited()).isEmpty();
    }

    @Test
    void verify_signedByAStranger_isRefused() throws Exception {
        Keytool.Pair stranger = sns.pair("stranger", "sns.amazonaws.com");

        assertRefused(verifier.verify(FakeSns.signed(message(m -> {}), stranger)), 403, "not signed by Amazon SNS");
    }

    @Test
    void verify_certificateThatNobodyTrusts_isRefused() throws Exception {
        Keytool.Pair self = sns.pair("self", "sns.amazonaws.com");
        String url = FakeSns.SITE + "self.pem";
        sns.publish(url, self.pem());

        assertRefused(
                verifier.verify(FakeSns.signed(message(m -> m.put("SigningCertURL", url)), self)), 503, "trusted root");
    }

    @Test
    void verify_expiredCertificate_isRefused() throws Exception {
        Keytool.Pair old =
                sns.pair("old", "sns.amazonaws.com", "-signer", "root", "-startdate", "-3d", "-validity", "1");
        String url = FakeSns.SITE + "old.pem";
        sns.publish(url, old.pem());

        assertRefused(
                verifier.verify(FakeSns.signed(message(m -> m.put("SigningCertURL", url)), old)), 503, "certificate");
    }

    @Test
    void verify_certificateOfAnotherName_isRefused() throws Exception {
        Keytool.Pair other = sns.pair("other", "sqs.amazonaws.com", "-signer", "root");
        String url = FakeSns.SITE + "other.pem";
        sns.publish(url, other.pem());

        assertRefused(
                verifier.verify(FakeSns.signed(message(m -> m.put("SigningCertURL", url)), other)), 403, "common name");
    }

    @Test
    void verify_certificateCannotBeFetched_asksToSendAgain() throws Exception {
        assertRefused(verify(m -> m.put("SigningCertURL", FakeSns.SITE + "nothing-here.pem")), 503, "found 404");
    }

    @Test
    void verify_copyOfAnOldMessage_isRefused() throws Exception {
        assertRefused(verify(m -> m.put("Timestamp", "2026-02-14T01:04:00.000Z")), 403, "within the hour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"TopicArn\":1}", "{} {}", "<html>", "{\"a\":[[[[1,"})
    void verify_notOneObject_isRefused(String body) {
        assertRefused(verifier.verify(body), 400, "expected one JSON object");
    }

    @Test
    void verify_truncatedAnywhere_isRefused() throws Exception {
        String body = sns.signed(message(m -> {})).strip();
        for (int i = 0; i < body.length(); i++) {
            assertRefused(verifier.verify(body.substring(0, i)), 400, "expected one JSON object");
        }
    }

    @Test
    void verify_nameTwice_isRefused() throws Exception {
        String body = sns.signed(message(m -> {}));

        assertRefused(verifier.verify(body.replaceFirst("\\{", "{\"Message\":\"another\",")), 400, "no name twice");
    }

    @Test
    void verify_nestedWithoutEnd_isRefused() {
        assertRefused(verifier.verify("{\"a\":" + "[".repeat(100_000)), 400, "expected one JSON object");
    }

    @Test
    void verify_fieldsMissing_isRefused() {
        assertRefused(
                verifier.verify(FakeSns.json(Map.of(
                        "Type", "Notification", "TopicArn", FakeSns.TOPIC, "SigningCertURL", FakeSns.CERTIFICATE))),
                403,
                "not signed by Amazon SNS");
    }
}
