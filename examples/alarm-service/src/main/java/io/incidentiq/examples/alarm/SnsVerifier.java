package io.incidentiq.examples.alarm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.regions.Region;

/**
 * Tells what Amazon SNS has signed, for one of our topics, from everything else. The signature, the certificate's name and its
 * validity are the SDK's work; around it stand the list of topics, the hosts that are asked, the certificate's chain, and the age.
 */
final class SnsVerifier implements AutoCloseable {
    /** SNS gives up within the hour; what comes later is somebody's copy. */
    private static final Duration OLDEST = Duration.ofHours(1);

    private static final int REGION_PART = 3;

    private final Set<String> topics;
    private final SigningCertificates certificates;
    private final InstantSource clock;
    private final Map<String, SnsMessageManager> managers = new ConcurrentHashMap<>();

    SnsVerifier(Set<String> topics, SigningCertificates certificates, InstantSource clock) {
        this.topics = Set.copyOf(topics);
        this.certificates = certificates;
        this.clock = clock;
    }

    /** What became of a delivery. */
    sealed interface Verdict {
        /** SNS said so. */
        record Genuine(SnsMessage message) implements Verdict {}

        /** It is not to be believed; 5xx asks SNS to send it again. */
        record Refused(Answer answer) implements Verdict {}
    }

    /** Looks at a delivery as it came. Nothing is fetched for a topic that isn't ours. */
    Verdict verify(String body) {
        Fields claimed = Fields.of(body).orElse(null);
        if (claimed == null || claimed.text("TopicArn").isEmpty()) {
            return refused(
                    400, "expected one JSON object as Amazon SNS sends it, with no name twice; found something else");
        }
        String topic = claimed.text("TopicArn");
        if (!topics.contains(topic)) {
            return refused(403, "topic %s is not among ALARM_TOPICS".formatted(topic));
        }
        String page = claimed.text("SigningCertURL");
        if (AmazonSite.page(page).isEmpty()) {
            return refused(
                    403, "SigningCertURL: expected https://sns.REGION.amazonaws.com/..., found '%s'".formatted(page));
        }
        return signed(body, topic.split(":", -1)[REGION_PART]);
    }

    private Verdict signed(String body, String region) {
        SnsMessage message;
        try {
            message = managers.computeIfAbsent(region, this::manager).parseMessage(body);
        } catch (RuntimeException e) { // the SDK throws several kinds for what it can't read
            return e.getCause() instanceof SigningCertificates.NotHad
                    ? refused(503, String.valueOf(e.getCause().getMessage()))
                    : refused(403, "not signed by Amazon SNS: " + e.getMessage());
        }
        Instant oldest = clock.instant().minus(OLDEST);
        return message.timestamp().isBefore(oldest)
                ? refused(403, "it was sent at %s: expected within the hour".formatted(message.timestamp()))
                : new Verdict.Genuine(message);
    }

    private SnsMessageManager manager(String region) {
        return SnsMessageManager.builder()
                .region(Region.of(region))
                .httpClient(certificates)
                .build();
    }

    private static Verdict refused(int status, String why) {
        return new Verdict.Refused(Answer.refused(status, why));
    }

    @Override
    public void close() {
        managers.values().forEach(SnsMessageManager::close);
    }
}
