package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.ForeignAlarm;
import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.ServiceNaming;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of another sender, recognised so that a person is told what to state in its place. It is never read as an incident: what it
 * holds is a matter of whoever set it up.
 *
 * @param sender what sent it, in words
 * @param over whether it tells of an end
 * @param services what it names
 * @param start null where it doesn't say
 */
public record OtherAlarm(
        String sender,
        boolean over,
        Set<String> services,
        @Nullable Instant start) {
    private static final long LAST_SECOND = 4_102_444_800L;

    public static Optional<OtherAlarm> of(Node node) {
        return Stream.of(
                        alertmanager(node),
                        datadog(node),
                        pagerDuty(node),
                        chatbot(node),
                        opsgenie(node),
                        azure(node),
                        google(node))
                .flatMap(Optional::stream)
                .findFirst();
    }

    public NotAnAlarm refusal() {
        if (over) {
            return NotAnAlarm.found("a notification of %s that it is over".formatted(sender));
        }
        String service = services.size() == 1 ? services.iterator().next() : null;
        return NotAnAlarm.found("a notification of " + sender, new ForeignAlarm(service, start));
    }

    private static Optional<OtherAlarm> alertmanager(Node node) {
        List<Node> alerts = node.objects("alerts");
        if (alerts.isEmpty() || !node.has("status")) {
            return Optional.empty();
        }
        List<Node> firing =
                alerts.stream().filter(a -> a.says("status", "firing")).toList();
        var services = new LinkedHashSet<String>();
        firing.forEach(alert -> services.addAll(services(alert.object("labels").texts())));
        Instant start = firing.stream()
                .flatMap(a -> a.text("startsAt").flatMap(OtherAlarm::time).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        String sender = node.has("orgId") ? "Grafana" : "Prometheus Alertmanager";
        return Optional.of(new OtherAlarm(sender, firing.isEmpty(), services, start));
    }

    private static Optional<OtherAlarm> datadog(Node node) {
        if (!node.has("alert_transition") && !(node.has("event_type") && node.has("org"))) {
            return Optional.empty();
        }
        var services = new LinkedHashSet<String>();
        Stream<String> tags = Stream.concat(
                node.text("tags").stream().flatMap(t -> Stream.of(t.split(","))), node.texts("tags").stream());
        tags.map(tag -> tag.split(":", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> services.addAll(services(Map.of(pair[0].strip(), pair[1].strip()))));
        boolean over = node.text("alert_transition")
                .filter(t -> t.toLowerCase(Locale.ROOT).contains("recovered"))
                .isPresent();
        Instant start =
                moment(node, "date").or(() -> moment(node, "last_updated")).orElse(null);
        return Optional.of(new OtherAlarm("Datadog", over, services, start));
    }

    private static Optional<OtherAlarm> pagerDuty(Node node) {
        Node event = node.object("event");
        String type = event.text("event_type").orElse("");
        Node data = event.object("data");
        if (type.startsWith("incident.")) {
            Instant start = moment(data, "created_at")
                    .or(() -> moment(event, "occurred_at"))
                    .orElse(null);
            return Optional.of(new OtherAlarm(
                    "PagerDuty",
                    type.equals("incident.resolved"),
                    named(data.object("service").text("summary")),
                    start));
        }
        return node.objects("messages").stream()
                .filter(m ->
                        m.text("event").filter(e -> e.startsWith("incident.")).isPresent())
                .findFirst()
                .map(m -> new OtherAlarm(
                        "PagerDuty",
                        m.says("event", "incident.resolve"),
                        named(m.object("incident").object("service").text("name")),
                        moment(m.object("incident"), "created_at").orElse(null)));
    }

    private static Optional<OtherAlarm> chatbot(Node node) {
        boolean custom = node.says("source", "custom") && node.has("content");
        return custom
                ? Optional.of(new OtherAlarm("somebody's own for a chat channel", false, Set.of(), null))
                : Optional.empty();
    }

    private static Optional<OtherAlarm> opsgenie(Node node) {
        Node alert = node.object("alert");
        return alert.has("alertId") && node.has("action")
                ? Optional.of(new OtherAlarm(
                        "Opsgenie",
                        node.says("action", "Close"),
                        services(alert.object("details").texts()),
                        moment(alert, "createdAt").orElse(null)))
                : Optional.empty();
    }

    private static Optional<OtherAlarm> azure(Node node) {
        Node essentials = node.object("data").object("essentials");
        return node.says("schemaId", "azureMonitorCommonAlertSchema")
                ? Optional.of(new OtherAlarm(
                        "Azure Monitor",
                        essentials.says("monitorCondition", "Resolved"),
                        Set.of(),
                        moment(essentials, "firedDateTime").orElse(null)))
                : Optional.empty();
    }

    private static Optional<OtherAlarm> google(Node node) {
        Node incident = node.object("incident");
        return incident.has("incident_id") && incident.has("state")
                ? Optional.of(new OtherAlarm(
                        "Google Cloud Monitoring",
                        incident.says("state", "closed"),
                        services(incident.object("metric").object("labels").texts()),
                        moment(incident, "started_at").orElse(null)))
                : Optional.empty();
    }

    private static Set<String> services(Map<String, String> labels) {
        var services = new LinkedHashSet<String>();
        labels.forEach((name, value) -> {
            if (ServiceNaming.isService(name) && ServiceNaming.isName(value)) {
                services.add(value);
            }
        });
        return services;
    }

    private static Set<String> named(Optional<String> name) {
        return name.filter(ServiceNaming::isName).map(Set::of).orElse(Set.of());
    }

    /** Returns a time in ISO-8601, or in seconds or milliseconds since 1970, as a number or as text. */
    private static Optional<Instant> moment(Node node, String name) {
        return node.text(name)
                .flatMap(OtherAlarm::time)
                .or(() -> node.number(name).flatMap(OtherAlarm::since1970));
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.matches("[0-9]{10,13}")
                    ? since1970(Double.valueOf(text))
                    : Optional.of(OffsetDateTime.parse(text).toInstant()).filter(t -> t.getEpochSecond() > 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> since1970(Double number) {
        long millis = (long) (number > LAST_SECOND ? number : number * 1_000);
        return millis <= 0 || millis > LAST_SECOND * 1_000
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis));
    }
}
