package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what Amazon CloudWatch sends when an alarm goes off: the message that Amazon SNS delivers, bare or in its envelope; the event
 * {@code CloudWatch Alarm State Change} of EventBridge; the event that a Lambda function is invoked with. Stateless. It checks no
 * signature: who sent a payload is for the caller to establish.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">Messages of SNS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Events</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">The envelope</a>
 */
public final class CloudWatchAlarms {
    private static final String STATE_CHANGE = "CloudWatch Alarm State Change";
    private static final int NAMED = 8;

    private CloudWatchAlarms() {}

    /**
     * Reads one payload. Never throws, whatever it holds.
     *
     * @return the incident; for an alarm in another state than ALARM, one whose actions are suppressed, text that isn't JSON, longer than
     *     1 MiB or nested deeper than 32, names that come twice, and payloads of another kind: what was recognised
     */
    public static AlarmReading incident(String json) {
        try {
            return AlarmReading.of(read(StrictJson.object("text", json)));
        } catch (NotAnAlarm e) {
            return AlarmReading.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Incident read(Node payload) {
        if (payload.has("Type") && payload.has("TopicArn")) {
            return enveloped(payload);
        }
        return message(payload, Optional.empty());
    }

    private static Incident enveloped(Node envelope) {
        String type = envelope.text("Type").orElse("");
        if (!type.equals("Notification")) {
            throw NotAnAlarm.found(
                    switch (type) {
                        case "SubscriptionConfirmation" ->
                            "an SNS subscription confirmation; confirm it at its SubscribeURL";
                        case "UnsubscribeConfirmation" -> "an SNS unsubscribe confirmation";
                        default -> "an SNS message of type " + Words.quoted(type);
                    });
        }
        String text =
                envelope.text("Message").orElseThrow(() -> NotAnAlarm.found("an SNS notification without Message"));
        return message(StrictJson.object("an SNS notification with a Message", text), envelope.text("TopicArn"));
    }

    private static Incident message(Node message, Optional<String> topic) {
        if (SnsAlarm.is(message)) {
            return new SnsAlarm(message, topic).incident();
        }
        boolean cloudWatch =
                message.text("source").filter("aws.cloudwatch"::equals).isPresent();
        if (cloudWatch
                && message.text("detail-type").filter(STATE_CHANGE::equals).isPresent()) {
            return new EventAlarm(message, message.object("detail")).incident();
        }
        if (cloudWatch && message.has("alarmData")) {
            return new EventAlarm(message, message.object("alarmData")).incident();
        }
        throw NotAnAlarm.found(kind(message));
    }

    private static String kind(Node other) {
        if (other.has("detail-type")) {
            return "an EventBridge event %s of source %s"
                    .formatted(
                            Words.quoted(other.text("detail-type").orElse("")),
                            Words.quoted(other.text("source").orElse("")));
        }
        if (other.has("Records")) {
            return "a Lambda event with Records; pass the message of one of them";
        }
        Set<String> names = other.names();
        return names.isEmpty()
                ? "an empty object"
                : "an object with "
                        + names.stream().limit(NAMED).map(Words::quoted).collect(Collectors.joining(", "))
                        + (names.size() > NAMED ? ", …" : "");
    }
}
