package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.StrictJson;
import io.incidentiq.aws.alarm.text.Words;
import java.util.List;
import java.util.Optional;

/** What carries a message from a topic or a queue: an event of AWS Lambda with records, or what Amazon SQS returns. */
public final class Carrier {
    private Carrier() {}

    /** Returns the one message in {@code payload}; the payload itself where it carries none. */
    public static Node opened(Node payload) {
        if (payload.has("Records")) {
            return record(only(payload.objects("Records"), "a Lambda event with %s records; pass one of them"));
        }
        if (payload.has("Messages")) {
            List<Node> messages = payload.objects("Messages");
            return record(only(messages, "an answer of Amazon SQS with %s messages; pass the Body of one of them"));
        }
        return isRecord(payload) ? record(payload) : payload;
    }

    private static Node only(List<Node> several, String otherwise) {
        if (several.size() == 1) {
            return several.get(0);
        }
        throw NotAnAlarm.found(otherwise.formatted(several.isEmpty() ? "no" : several.size()));
    }

    private static boolean isRecord(Node node) {
        boolean ofQueue = node.has("ReceiptHandle")
                || node.has("MD5OfBody")
                || node.has("receiptHandle")
                || node.has("md5OfBody");
        return !node.object("Sns").names().isEmpty() || (body(node).isPresent() && ofQueue);
    }

    private static Optional<String> body(Node node) {
        return node.text("Body", "body");
    }

    private static Node record(Node record) {
        Node sns = record.object("Sns");
        if (!sns.names().isEmpty()) {
            return sns;
        }
        return body(record)
                .map(text -> StrictJson.object("a message of Amazon SQS with a body", text))
                .orElseThrow(() -> NotAnAlarm.found("a record of %s, which carries no alarm"
                        .formatted(Words.quoted(
                                record.text("eventSource", "EventSource").orElse("an unknown source")))));
    }
}
