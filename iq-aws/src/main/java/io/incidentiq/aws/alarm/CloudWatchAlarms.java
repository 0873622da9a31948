package io.incidentiq.aws.alarm;

import io.incidentiq.aws.alarm.payload.Carrier;
import io.incidentiq.aws.alarm.payload.DescribedAlarm;
import io.incidentiq.aws.alarm.payload.EventAlarm;
import io.incidentiq.aws.alarm.payload.OtherAlarm;
import io.incidentiq.aws.alarm.payload.OtherText;
import io.incidentiq.aws.alarm.payload.SnsAlarm;
import io.incidentiq.aws.alarm.text.ForeignAlarm;
import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.StrictJson;
import io.incidentiq.aws.alarm.text.Words;
import io.incidentiq.rollback.Incident;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what Amazon CloudWatch sends when an alarm goes off: the message that Amazon SNS delivers, bare or in its envelope; the event
 * {@code CloudWatch Alarm State Change} of EventBridge; the event that a Lambda function is invoked with. Each of them is also read
 * inside the one message of Amazon SQS, or the one record of a Lambda event, that carries it. So is what DescribeAlarms answers, if one
 * alarm of it is in ALARM. Stateless. It checks no signature: who sent a payload is for the caller to establish.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">Messages of SNS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Events</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">The envelope</a>
 */
public final class CloudWatchAlarms {
    private static final Set<String> STATE_CHANGES =
            Set.of("CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change");

    private CloudWatchAlarms() {}

    /**
     * Reads one payload. Never throws, whatever it holds. An alarm that is muted, or whose actions are suppressed, is read and says so
     * ({@link Incident#muted}).
     *
     * @return the incident; for an alarm in another state than ALARM, several alarms, text that isn't JSON, longer than 1 MiB or nested
     *     deeper than 32, names that come twice, and payloads of another kind: what was recognised
     */
    public static AlarmReading incident(String json) {
        try {
            return AlarmReading.of(read(json));
        } catch (NotAnAlarm e) {
            return AlarmReading.refused(e);
        }
    }

    private static Incident read(String json) {
        if (OtherText.isMail(json)) {
            throw OtherText.mail(json);
        }
        Node payload = Carrier.opened(StrictJson.object("text", json));
        return isEnvelope(payload) ? enveloped(payload) : message(payload, Optional.empty());
    }

    private static boolean isEnvelope(Node payload) {
        return payload.has("Type") && payload.has("TopicArn");
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
        if (DescribedAlarm.is(message)) {
            return new DescribedAlarm(message).incident();
        }
        if (DescribedAlarm.areListed(message)) {
            return DescribedAlarm.among(message).incident();
        }
        boolean cloudWatch = message.says("source", "aws.cloudwatch");
        if (cloudWatch
                && message.text("detail-type").filter(STATE_CHANGES::contains).isPresent()) {
            return new EventAlarm(message, message.object("detail")).incident();
        }
        if (cloudWatch && message.has("alarmData")) {
            return new EventAlarm(message, message.object("alarmData")).incident();
        }
        throw OtherAlarm.of(message).map(OtherAlarm::refusal).orElseGet(() -> unknown(message));
    }

    private static NotAnAlarm unknown(Node other) {
        if (other.has("detail-type")) {
            return NotAnAlarm.found("an EventBridge event %s of source %s"
                    .formatted(
                            Words.quoted(other.text("detail-type").orElse("")),
                            Words.quoted(other.text("source").orElse(""))));
        }
        Set<String> names = other.names();
        if (names.isEmpty()) {
            return NotAnAlarm.found("an empty object");
        }
        return NotAnAlarm.found("an object with " + Words.some(names), new ForeignAlarm(null, null));
    }
}
