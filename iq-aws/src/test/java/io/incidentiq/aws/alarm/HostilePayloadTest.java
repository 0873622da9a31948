package io.incidentiq.aws.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that nobody sends by mistake. The bound on time is a hundredfold of what is needed: it finds what never ends. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HostilePayloadTest {
    private static final int MUTATIONS = 4_000;

    /** A refusal, in few words, whatever it quotes. */
    private static String refusal(String json) {
        AlarmReading reading = CloudWatchAlarms.incident(json);
        String refusal = reading.refusal().orElseGet(() -> "not refused: " + reading);
        assertThat(refusal)
                .startsWith("expected an alarm of Amazon CloudWatch that went to ALARM, found ")
                .hasSizeLessThan(1_500)
                .doesNotContainPattern("\\p{Cntrl}");
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns-envelope-ecs", "event-in-envelope", "event-metric-math"})
    void truncated_atEveryCharacter_isRefused(String name) {
        String json = Payloads.json(name).strip();

        for (int end = 0; end < json.length(); end++) {
            refusal(json.substring(0, end));
        }
    }

    @Test
    void tenMegabytes_areRefusedUnread() {
        assertThat(refusal("{\"AlarmName\":\"" + "a".repeat(10 << 20) + "\"}"))
                .contains("text of 10485776 characters; at most 1048576 are read");
        assertThat(refusal(" ".repeat(10 << 20))).contains("text of 10485760 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"Trigger\":{\"Metrics\":[{\"a\":["})
    void depth_thatIsABomb_isRefused(String opening) {
        assertThat(refusal(opening.repeat(100_000 / opening.length()))).contains("isn't JSON", "nesting depth");
    }

    @Test
    void members_thousandsOfThem_areRead() {
        String names =
                IntStream.range(0, 60_000).mapToObj(i -> "\"n" + i + "\":1").collect(Collectors.joining(","));

        assertThat(refusal("{" + names + "}"))
                .contains("an object with 'n0', 'n1'")
                .endsWith(", …");
    }

    /** All of them have the hash 0x{n times 2112}: Aa and BB hash alike. */
    @Test
    void members_ofOneHash_areReadAsFast() {
        String names = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\""
                        + Integer.toBinaryString((1 << 14) | i)
                                .replace("0", "Aa")
                                .replace("1", "BB")
                        + "\":1")
                .collect(Collectors.joining(","));

        assertThat(refusal("{" + names + "}")).contains("an object with");
    }

    @Test
    void name_thatComesTwice_isRefusedAnywhere() {
        String dimension =
                Payloads.json("sns-custom-metric").replace("\"name\": \"Service\"", "\"name\":\"a\",\"name\":\"b\"");

        assertThat(refusal(dimension)).contains("Duplicate field 'name'");
        assertThat(refusal("{\"a\":1,\"\\u0061\":2}")).contains("Duplicate field 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "null",
                "true",
                "NaN",
                "Infinity",
                "0",
                "\"ALARM\"",
                "[]",
                "{}",
                "[{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\"}]",
                "{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\"} {}",
                "{\"AlarmName\":\"a\",\"NewStateValue\":NaN}",
                "{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",}",
                "{'AlarmName':'a'}",
                "{\"AlarmName\":\"a\" /* x */,\"NewStateValue\":\"ALARM\"}",
                "{\"AlarmName\":7,\"NewStateValue\":\"ALARM\"}",
                "{\"AlarmName\":\"\",\"NewStateValue\":\"ALARM\"}",
                "{\"AlarmName\":\"a\",\"NewStateValue\":[\"ALARM\"]}",
                "{\"AlarmName\":\"a\",\"NewStateValue\":\"alarm\"}",
                "{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"x\":" + "01}",
                "{\"Type\":\"Notification\",\"TopicArn\":\"t\"}",
                "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":{}}",
                "{\"Type\":[],\"TopicArn\":\"t\",\"Message\":\"{}\"}",
                "{\"source\":\"aws.cloudwatch\",\"detail-type\":\"CloudWatch Alarm State Change\"}",
                "{\"source\":\"aws.cloudwatch\",\"detail-type\":\"CloudWatch Alarm State Change\",\"detail\":[]}",
                "{\"source\":\"aws.cloudwatch\",\"alarmData\":{\"alarmName\":\"a\"}}",
                "<html><body>502</body></html>",
                "\u0000\u0001\u001b[31m",
                "{\"\u001b[31m\":1}",
                "{\"\\u001b[31m\":1}"
            })
    void text_ofAnotherKind_isRefused(String json) {
        refusal(json);
    }

    @Test
    void envelope_insideAnEnvelope_isRefused() {
        String inner = "{\\\"Type\\\":\\\"Notification\\\",\\\"TopicArn\\\":\\\"t\\\",\\\"Message\\\":\\\"{}\\\"}";

        assertThat(refusal("{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":\"" + inner + "\"}"))
                .contains("an object with 'Type', 'TopicArn', 'Message'");
    }

    @Test
    void reason_madeToBeSlow_isReadAsFast() {
        for (String reason : List.of(
                "Threshold Crossed: " + "9".repeat(900_000),
                "Threshold Crossed: 1 datapoint " + "[1 (".repeat(200_000),
                "Threshold Crossed: 1 out of the last " + "1 out of the last ".repeat(50_000),
                "Threshold Crossed: 3 datapoints " + "[1.0E-9".repeat(500))) {
            String json = Payloads.json("sns-set-by-hand").replace("trying out the runbook", reason);

            assertThat(CloudWatchAlarms.incident(json).orElseThrow().startEstimated())
                    .isTrue();
        }
    }

    /** Whatever comes of it: an incident that can be shown, or a refusal. */
    @Test
    void mutated_atRandom_neverThrows() {
        long seed = Long.getLong("iq.seed", System.nanoTime());
        var random = new Random(seed);
        List<String> payloads = Payloads.names().stream().map(Payloads::json).toList();
        for (int i = 0; i < MUTATIONS; i++) {
            String mutant = mutated(payloads.get(i % payloads.size()), random);
            try {
                AlarmReading reading = CloudWatchAlarms.incident(mutant);
                assertThat(Payloads.told(reading)).isNotEmpty();
                assertThat(reading.incident().isPresent())
                        .isNotEqualTo(reading.refusal().isPresent());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Diq.seed=%d, mutation %d: %s".formatted(seed, i, mutant), e);
            }
        }
    }

    private static String mutated(String json, Random random) {
        var text = new StringBuilder(json);
        for (int n = 1 + random.nextInt(4); n > 0 && !text.isEmpty(); n--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                case 2 -> text.setCharAt(at, "\"{}[]:,\\-+eE09nN\u0000\u202e".charAt(random.nextInt(18)));
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                default ->
                    text.replace(
                            at,
                            end,
                            text.substring(random.nextInt(text.length())).substring(0, 1));
            }
        }
        return text.toString();
    }
}
