package io.incidentiq.examples.alarm;

import io.incidentiq.aws.alarm.AlarmReading;
import io.incidentiq.aws.alarm.CloudWatchAlarms;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessageType;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;

/** What SNS delivers: alarms, and the question whether we want them. */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final SnsVerifier verifier;
    private final AmazonSite site;
    private final Rollbacks rollbacks;
    private final Defaults defaults;

    /**
     * What an alarm is seen in the light of.
     *
     * @param service for alarms that name none; null where those are refused
     * @param region where we look at services
     */
    record Defaults(RollbackProcedure procedure, @Nullable String service, String region) {}

    Deliveries(SnsVerifier verifier, AmazonSite site, Rollbacks rollbacks, Defaults defaults) {
        this.verifier = verifier;
        this.site = site;
        this.rollbacks = rollbacks;
        this.defaults = defaults;
    }

    /** Takes a delivery as it came; on 5xx SNS sends it again, on 4xx it doesn't. */
    Answer take(String body) {
        SnsVerifier.Verdict verdict = verifier.verify(body);
        Answer answer = verdict instanceof SnsVerifier.Verdict.Genuine genuine
                ? genuine(genuine.message())
                : ((SnsVerifier.Verdict.Refused) verdict).answer();
        if (answer.status() >= 300) {
            LOG.warn("a delivery was refused with {}: {}", answer.status(), Answer.plain(answer.json()));
        }
        return answer;
    }

    private Answer genuine(SnsMessage message) {
        if (message.type() == SnsMessageType.NOTIFICATION) {
            return notification(message);
        }
        return message instanceof SnsSubscriptionConfirmation confirmation
                ? confirmed(confirmation)
                : Answer.done(200, "nothing: this service is no longer subscribed to " + message.topicArn());
    }

    private Answer confirmed(SnsSubscriptionConfirmation message) {
        Optional<URI> page = AmazonSite.page(String.valueOf(message.subscribeUrl()));
        if (page.isEmpty()) {
            return Answer.refused(403, "SubscribeURL: expected https://sns.REGION.amazonaws.com/...");
        }
        try {
            site.get(page.get());
        } catch (IOException e) {
            return Answer.refused(
                    503,
                    "the subscription could not be confirmed: %s; by hand: aws sns confirm-subscription --topic-arn %s --token TOKEN"
                            .formatted(e.getMessage(), message.topicArn()));
        }
        LOG.info("subscribed to {}", message.topicArn());
        return Answer.done(200, "subscribed to " + message.topicArn());
    }

    private Answer notification(SnsMessage message) {
        AlarmReading reading = CloudWatchAlarms.incident(message.message());
        if (reading.incident().isEmpty()) {
            return Answer.done(200, "nothing: " + reading.refusal().orElse(""));
        }
        Incident incident = reading.incident().get().readBy(defaults.procedure());
        String service = incident.service().orElse(defaults.service());
        if (service == null) {
            return Answer.refused(
                    422, "%s: it doesn't say which service; set ALARM_SERVICE, or use iq rollback".formatted(incident));
        }
        String region = incident.region().orElse(defaults.region());
        if (!region.equals(defaults.region())) {
            return Answer.refused(422, "%s: services are looked at in %s".formatted(incident, defaults.region()));
        }
        RollbackRequest request = RollbackRequest.of(service)
                .requestedBy("alarm " + incident.alarm(), "CloudWatch")
                .withIncident(incident);
        return rollbacks.take(new Alarm(incident.toString(), marks(message), request));
    }

    /** One message may be delivered twice, and one change of an alarm published twice. */
    private static Set<String> marks(SnsMessage message) {
        var marks = new HashSet<String>();
        marks.add("message " + message.messageId());
        Fields.of(message.message()).ifPresent(fields -> {
            String alarm = fields.text("AlarmArn") + fields.text("AlarmName");
            String change = fields.text("StateChangeTime");
            String event = fields.text("id");
            if (!alarm.isEmpty() && !change.isEmpty()) {
                marks.add("alarm %s at %s".formatted(alarm, change));
            } else if (!event.isEmpty()) {
                marks.add("event " + event);
            }
        });
        return marks;
    }
}
