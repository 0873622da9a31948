package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What the service answers, up to the approval; each test has an alarm of its own. */
class AlarmServiceTest {
    private static FakeSns sns;
    private static Webhook webhook;
    private static ServiceDrill drill;

    @BeforeAll
    static void serve() throws Exception {
        sns = FakeSns.shared();
        webhook = Webhook.serve(text -> {});
        drill = ServiceDrill.at(1, sns, webhook.address());
    }

    @AfterAll
    static void close() {
        drill.close();
        webhook.close();
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.body()).contains(text);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    /** Returns a rollback whose plan waits and was posted; where a busy machine missed the message's 3 s, that of another alarm. */
    private static JsonNode waiting() throws Exception {
        JsonNode status = planned();
        for (int i = 1; i < 5 && !ServiceDrill.teamKnows(status); i++) {
            status = planned();
        }
        return status;
    }

    private static JsonNode planned() throws Exception {
        String id = drill.deliver();
        JsonNode status = drill.await(
                id,
                s -> !ServiceDrill.is(s, "planning") && (webhook.told(id).isPresent() || !ServiceDrill.teamKnows(s)));
        assertThat(ServiceDrill.text(status, "state")).as(status.toString()).isEqualTo("waiting");
        return status;
    }

    private static String id(HttpResponse<String> taken) {
        return ServiceDrill.text(ServiceDrill.json(taken), "rollback");
    }

    private static String id(JsonNode status) {
        return ServiceDrill.text(status, "id");
    }

    private static String plan(JsonNode status) {
        return ServiceDrill.text(status, "plan");
    }

    private static HttpResponse<String> deliver(String message) throws Exception {
        return drill.post("/alarms", sns.signed(FakeSns.notification(message, drill.now())));
    }

    @Test
    void alarm_genuine_isPlannedAndThePlanPosted() throws Exception {
        JsonNode status = waiting();

        assertThat(webhook.told(id(status)))
                .get()
                .asString()
                .contains("payments-service:42", "payments-service:41", "-d plan=" + plan(status))
                .doesNotContain(ServiceDrill.SECRET);
        assertAnswer(drill.get("/rollbacks/" + id(status) + "/plan"), 200, "iq.rollback-plan/1");
        assertThat(drill.writes()).isZero();
    }

    @Test
    void alarm_deliveredAgain_startsNoSecondRollback() throws Exception {
        String alarm = drill.alarm();
        String delivery = sns.signed(FakeSns.notification(alarm, drill.now()));
        HttpResponse<String> first = drill.post("/alarms", delivery);
        HttpResponse<String> again = drill.post("/alarms", delivery);
        HttpResponse<String> published = deliver(alarm);

        assertAnswer(first, 202, "\"repeated\" : false");
        assertAnswer(again, 200, "\"repeated\" : true");
        assertAnswer(published, 200, "\"repeated\" : true");
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(id(published)).isEqualTo(id(first));
    }

    @Test
    void alarm_deliveredManyTimesAtOnce_startsOneRollback() throws Exception {
        String delivery = drill.delivery();
        var answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> drill.post("/alarms", delivery)))
                .limit(8)
                .toList();

        assertThat(answers.stream().map(a -> id(a.join())).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers).filteredOn(a -> a.join().statusCode() == 202).hasSize(1);
    }

    @Test
    void alarm_forgedSignature_isRefused() throws Exception {
        Map<String, String> fields = FakeSns.notification(drill.alarm(), drill.now());
        String forged = sns.signed(fields).replace("payments-service-5xx\\\"", "auth-service-5xx\\\"");

        assertAnswer(drill.post("/alarms", forged), 403, "not signed by Amazon SNS");
    }

    @ParameterizedTest
    @CsvSource({"OK", "INSUFFICIENT_DATA"})
    void alarm_thatDidNotGoOff_changesNothing(String state) throws Exception {
        assertAnswer(deliver(ServiceDrill.alarm(state, drill.now())), 200, "nothing: ");
    }

    @Test
    void alarm_foreignMessage_changesNothing() throws Exception {
        assertAnswer(deliver("{\"hello\":\"world\"}"), 200, "nothing: ");
        assertAnswer(deliver("hello"), 200, "nothing: ");
    }

    @Test
    void alarm_ofNoService_isRefused() throws Exception {
        String message = drill.alarm().replace("\"name\":\"Service\"", "\"name\":\"LoadBalancer\"");

        assertAnswer(deliver(message), 422, "ALARM_SERVICE");
    }

    @Test
    void alarm_ofAnotherRegion_isRefused() throws Exception {
        String message = drill.alarm()
                .replace("arn:aws:cloudwatch:us-east-1:", "arn:aws:cloudwatch:eu-west-1:")
                .replace("US East (N. Virginia)", "EU (Ireland)");

        assertAnswer(deliver(message), 422, "us-east-1");
    }

    @Test
    void alarm_ofAServiceThatIsNotThere_isOverAndSaysWhy() throws Exception {
        HttpResponse<String> taken = deliver(drill.alarm().replace(ServiceDrill.SERVICE, "no-such-service"));
        JsonNode status = drill.await(id(taken), s -> !ServiceDrill.is(s, "planning"));

        assertThat(status.toString()).contains("over", "REFUSED", "unknown-service");
        assertAnswer(drill.approve(id(taken), "by=alice&plan=" + plan(status) + "x"), 409, "it is over");
    }

    @Test
    void alarms_tooLong_isRefused() {
        assertAnswer(drill.post("/alarms", "x".repeat(600_000)), 413, "expected 524288 bytes");
    }

    @Test
    void subscription_toATopicOfOurs_isConfirmed() throws Exception {
        String page = FakeSns.SITE + "?Action=ConfirmSubscription&Token=" + UUID.randomUUID();
        sns.publish(page, "<ConfirmSubscriptionResponse/>");

        assertAnswer(drill.post("/alarms", sns.signed(confirmation(page))), 200, "subscribed to " + FakeSns.TOPIC);
        assertThat(sns.visited()).anyMatch(visited -> visited.toString().equals(page));
    }

    @Test
    void subscription_pageElsewhere_isNotVisited() throws Exception {
        String page = "https://evil.example/?Action=ConfirmSubscription";

        assertAnswer(drill.post("/alarms", sns.signed(confirmation(page))), 403, "SubscribeURL");
        assertThat(sns.visited()).noneMatch(visited -> visited.toString().equals(page));
    }

    @Test
    void subscription_pageThatDoesNotAnswer_isToBeSentAgain() throws Exception {
        assertAnswer(
                drill.post("/alarms", sns.signed(confirmation(FakeSns.SITE + "?nothing-here"))),
                503,
                "aws sns confirm-subscription --topic-arn " + FakeSns.TOPIC);
    }

    private static Map<String, String> confirmation(String page) {
        var fields = new LinkedHashMap<>(FakeSns.notification("You have chosen to subscribe", Instant.now()));
        fields.put("Type", "SubscriptionConfirmation");
        fields.put("Token", "2336412f37");
        fields.put("SubscribeURL", page);
        fields.remove("Subject");
        return fields;
    }

    @ParameterizedTest
    @CsvSource({
        "by=&plan=PLAN, 400, expected who approves",
        "plan=PLAN, 400, expected who approves",
        "by=%20%0A&plan=PLAN, 400, expected who approves",
        "by=YOUR-NAME&plan=PLAN, 400, expected who approves",
        "by=your_name&plan=PLAN, 400, expected who approves",
        "by=alice&by=bob&plan=PLAN, 400, expected it once",
        "by=alice, 400, expected the fingerprint",
        "by=%zz&plan=PLAN, 400, ''",
        "by=alice&plan=0123456789abcdef, 409, approved",
        "by=alice&plan=PLAN, 409, no-migrations OPEN",
        "by=alice&plan=PLAN&confirm=team-notified, 409, add confirm=GATE",
        "by=alice&plan=PLAN&confirm=no-such-gate, 409, no such gate",
    })
    void approval_notRight_isRefusedAndChangesNothing(String form, int status, String why) throws Exception {
        JsonNode waiting = waiting();

        assertAnswer(drill.approve(id(waiting), form.replace("PLAN", plan(waiting))), status, why);
        assertStillWaits(waiting);
    }

    @Test
    void approval_ofAnotherAlarmsPlan_isRefused() throws Exception {
        JsonNode one = waiting();
        JsonNode other = waiting();

        assertAnswer(drill.approve(id(one), "by=alice&plan=" + plan(other)), 409, "but plan " + plan(one));
        assertStillWaits(one);
    }

    @Test
    void approval_withoutTheSecret_isRefused() throws Exception {
        JsonNode waiting = waiting();

        HttpResponse<String> answer =
                drill.post("/rollbacks/" + id(waiting) + "/approval", "by=alice&plan=" + plan(waiting));

        assertAnswer(answer, 401, "Authorization");
        assertThat(answer.body()).doesNotContain(ServiceDrill.SECRET);
        assertStillWaits(waiting);
    }

    private static void assertStillWaits(JsonNode waiting) {
        JsonNode now = ServiceDrill.json(drill.get("/rollbacks/" + id(waiting)));
        assertThat(now.toString()).isEqualTo(waiting.toString());
        assertThat(drill.writes()).isZero();
    }

    @Test
    void pages_notThere_sayWhatIs() {
        String nobody = "/rollbacks/" + UUID.randomUUID();

        assertAnswer(drill.get("/"), 404, "/rollbacks/ID");
        assertAnswer(drill.get("/alarms"), 405, "expected POST");
        assertAnswer(drill.get(nobody), 404, "no such rollback");
        assertAnswer(drill.get(nobody + "/approval"), 405, "expected POST");
        assertAnswer(drill.post(nobody, ""), 405, "expected GET");
    }

    @Test
    void report_beforeTheEnd_isNotThere() throws Exception {
        assertAnswer(drill.get("/rollbacks/" + id(waiting()) + "/report"), 404, "none yet");
    }
}
