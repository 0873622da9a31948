package io.incidentiq.aws.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloudWatchAlarmsTest {
    private static final String SNS = Payloads.json("sns-custom-metric");
    private static final String EVENT = Payloads.json("event-evaluated-datapoints");

    static List<String> payloads() {
        return Payloads.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void incident_payload_isAsExpectedBesideIt(String name) {
        AlarmReading reading = CloudWatchAlarms.incident(Payloads.json(name));

        assertThat(Payloads.told(reading)).isEqualTo(Payloads.expected(name));
        assertThat(reading.incident().isPresent())
                .isNotEqualTo(reading.refusal().isPresent());
    }

    @Test
    void payloads_thatAreAlarms_areMoreThanTwenty() {
        assertThat(payloads().stream().filter(n -> !n.startsWith("not-")).count())
                .isGreaterThan(20);
    }

    private static Incident incident(String json) {
        return CloudWatchAlarms.incident(json).orElseThrow();
    }

    private static String changed(String json, String from, String to) {
        assertThat(json).contains(from);
        return json.replace(from, to);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-14T02:05:20.123+0000  | 2026-02-14T02:01:00Z
            2026-02-14T02:05:20Z          | 2026-02-14T02:01:00Z
            2026-02-14T04:05:20.123+02:00 | 2026-02-14T02:01:00Z
            2026-02-14T04:05:20.123+0200  | 2026-02-14T02:01:00Z
            """)
    void start_formsOfTheStateChangesTime_areRead(String time, Instant start) {
        assertThat(incident(changed(SNS, "2026-02-14T02:05:20.123+0000", time)).start())
                .contains(start);
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday",
        "2026-02-14T02:05:20",
        "2026-02-30T02:05:20Z",
        "+999999999-12-31T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "''"
    })
    void start_timeThatNobodyCanMean_isMissing(String time) {
        Incident incident = incident(changed(SNS, "2026-02-14T02:05:20.123+0000", time));

        assertThat(incident.start()).isEmpty();
        assertThat(incident.missing()).contains("start (its state change has no time that can be read)");
    }

    @Test
    void start_datapointsFarFromTheStateChange_areNotTaken() {
        Incident incident = incident(changed(SNS, "(14/02/26 02:01:00)", "(14/02/25 02:01:00)"));

        assertThat(incident.start()).contains(Instant.parse("2026-02-14T02:02:20.123Z"));
        assertThat(incident.startEstimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0", "-60", "60.5e9", "1e400", "\"60\"", "null", "1000000"})
    void start_periodThatNobodyCanMean_isTheStateChangeByEstimate(String period) {
        String byHand = Payloads.json("sns-set-by-hand");
        Incident incident = incident(changed(byHand, "\"Period\": 60", "\"Period\": " + period));

        assertThat(incident.start()).contains(Instant.parse("2026-02-14T02:05:20.123Z"));
        assertThat(incident.startEstimated()).isTrue();
    }

    @Test
    void start_reasonDataThatIsNoJson_isTakenFromTheReason() {
        Incident incident = incident(changed(EVENT, "\"reasonData\": \"{", "\"reasonData\": \"{{"));

        assertThat(incident.start()).contains(Instant.parse("2026-02-14T02:01:00Z"));
        assertThat(incident.threshold()).isEmpty();
    }

    @Test
    void start_reasonThatIsNotQuiteTheKnownWords_isTakenFromWhatIsKnown() {
        Instant first = Instant.parse("2026-02-14T02:01:00Z");

        assertThat(incident(changed(EVENT, "were greater than the threshold", "went over the threshold"))
                        .start())
                .contains(first);
        assertThat(incident(changed(EVENT, "Threshold Crossed", "Threshold crossed"))
                        .start())
                .contains(first);
        Incident none = incident(
                changed(changed(EVENT, "Threshold Crossed", "Threshold crossed"), "were greater than", "were over"));
        assertThat(none.startEstimated()).isTrue();
    }

    @Test
    void service_thatCouldBeNone_isMissing() {
        assertThat(incident(changed(SNS, "payments-service", "payments; rm -rf /"))
                        .service())
                .isEmpty();
    }

    @Test
    void words_thatATerminalWouldObey_areReplaced() {
        Incident incident = incident(changed(SNS, "\"payments-error-rate\"", "\"a\\u001b[2Jb\\u202e\\nc\""));

        assertThat(incident.alarm()).isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFDc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eu-west-1     | eu-west-1
            us-gov-west-1 | us-gov-west-1
            cn-north-1    | cn-north-1
            EU (Ireland)  |
            """)
    void region_inAnArnOfAnyPartition_isRead(String region, String expected) {
        String json = changed(SNS, "arn:aws:cloudwatch:eu-west-1", "arn:aws-other:cloudwatch:" + region);

        assertThat(incident(json).region().orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "GreaterThanThreshold, HIGHER_IS_WORSE",
        "GreaterThanOrEqualToThreshold, HIGHER_IS_WORSE",
        "LessThanThreshold, LOWER_IS_WORSE",
        "LessThanOrEqualToThreshold, LOWER_IS_WORSE"
    })
    void worse_comparisonOfTheAlarm_isItsSide(String operator, Direction worse) {
        assertThat(incident(changed(SNS, "GreaterThanThreshold", operator)).worse())
                .contains(worse);
    }

    @ParameterizedTest
    @CsvSource({
        "were greater than the threshold, HIGHER_IS_WORSE",
        "was greater than or equal to the threshold, HIGHER_IS_WORSE",
        "was less than the threshold, LOWER_IS_WORSE",
        "were less than or equal to the threshold, LOWER_IS_WORSE",
        "went somewhere past the threshold, "
    })
    void worse_eventThatSaysItInWordsOnly_isReadFromThem(String words, Direction worse) {
        assertThat(incident(changed(EVENT, "were greater than the threshold", words))
                        .worse()
                        .orElse(null))
                .isEqualTo(worse);
    }

    @ParameterizedTest
    @CsvSource({"GreaterThanUpperThreshold", "LessThanLowerThreshold", "LessThanLowerOrGreaterThanUpperThreshold"})
    void worse_band_isNeither(String operator) {
        String band = changed(Payloads.json("sns-band"), "GreaterThanUpperThreshold", operator);

        assertThat(incident(band).worse()).isEmpty();
        assertThat(incident(band).query()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-60", "60.5", "1e400", "null", "1000000"})
    void query_periodThatNobodyCanMean_isNone(String period) {
        String byHand = Payloads.json("sns-set-by-hand");

        assertThat(incident(changed(byHand, "\"Period\": 60", "\"Period\": " + period))
                        .query())
                .isEmpty();
    }

    @Test
    void told_mailWithDetails_isTheServiceAndTheFirstDatapoint() {
        AlarmReading mail = CloudWatchAlarms.incident("""
                You are receiving this email because your Amazon CloudWatch Alarm "gw-errors" in the EU (Ireland) region has \
                entered the ALARM state, because "Threshold Crossed: 2 out of the last 2 datapoints [8.4 (14/02/26 02:02:00), \
                6.7 (14/02/26 02:01:00)] were greater than the threshold (5.0)." at "Saturday 14 February, 2026 02:04:20 UTC".

                Monitored Metric:
                - MetricNamespace:                     IncidentIQ/Demo
                - MetricName:                          ErrorRate
                - Dimensions:                          [Tier = web] [Service = api-gateway]
                """);

        assertThat(mail.refusal().orElseThrow()).endsWith("found the text of an e-mail about the alarm 'gw-errors'");
        assertThat(mail.told()).contains(new AlarmReading.Told("api-gateway", Instant.parse("2026-02-14T02:01:00Z")));
    }

    @Test
    void told_mailInFewWords_isTheStateChange() {
        String mail =
                "your Amazon CloudWatch Alarm \"gw-errors\" in the EU (Ireland) region has entered the ALARM state,"
                        + " because \"Threshold Crossed: ...\" at \"Saturday 14 February, 2026 02:04:20 UTC\".";

        assertThat(CloudWatchAlarms.incident(mail).told())
                .contains(new AlarmReading.Told(null, Instant.parse("2026-02-14T02:04:20Z")));
        assertThat(CloudWatchAlarms.incident(mail.replace("entered the ALARM state", "entered the OK state"))
                        .told())
                .isEmpty();
    }

    @Test
    void told_alarmThatIsRead_isNothing() {
        assertThat(CloudWatchAlarms.incident(SNS).told()).isEmpty();
        assertThat(CloudWatchAlarms.incident("{}").told()).isEmpty();
    }

    @Test
    void orElseThrow_refused_throwsTheRefusal() {
        AlarmReading reading = CloudWatchAlarms.incident("{}");

        assertThat(reading.refusal()).contains(reading.toString());
        assertThatThrownBy(reading::orElseThrow)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("expected an alarm of Amazon CloudWatch that went to ALARM, found an empty object");
    }

    @Test
    void toString_incident_isItsLine() {
        assertThat(CloudWatchAlarms.incident(SNS))
                .hasToString("alarm payments-error-rate in eu-west-1: IncidentIQ/Demo ErrorRate"
                        + " {Service=payments-service}, threshold 5.0, since 2026-02-14T02:01:00Z");
    }
}
