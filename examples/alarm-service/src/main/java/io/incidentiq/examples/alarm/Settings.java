package io.incidentiq.examples.alarm;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the service is told by its environment. The AWS SDK finds Region and credentials by itself.
 *
 * @param publicUrl where people reach the service, without a slash at the end
 * @param topics the ARNs of the topics whose alarms count
 * @param service rolled back where an alarm names none; null where such an alarm is refused
 */
record Settings(
        InetSocketAddress listen,
        URI publicUrl,
        Set<String> topics,
        Path runbook,
        @Nullable String service,
        Secrets secrets) {
    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w-]+(\\.fifo)?");
    private static final Pattern LISTEN = Pattern.compile("([^:]+):(\\d{1,5})");
    private static final int SHORTEST_SECRET = 20;
    private static final int LAST_PORT = 65_535;

    Settings {
        topics = Set.copyOf(topics);
    }

    /** What must not be shown. */
    record Secrets(String approval, URI webhook) {
        @Override
        public String toString() {
            return "not shown";
        }
    }

    /**
     * Reads {@code ALARM_LISTEN}, {@code ALARM_PUBLIC_URL}, {@code ALARM_TOPICS}, {@code ALARM_RUNBOOK}, {@code ALARM_SERVICE},
     * {@code ALARM_SECRET} and {@code ALARM_WEBHOOK}.
     *
     * @throws IllegalArgumentException if one is missing or isn't what it should be; the message shows no secret
     */
    static Settings of(Map<String, String> environment) {
        String listen = environment.getOrDefault("ALARM_LISTEN", "127.0.0.1:8085");
        return new Settings(
                address(listen),
                url("ALARM_PUBLIC_URL", environment.getOrDefault("ALARM_PUBLIC_URL", "http://" + listen)),
                topics(required(environment, "ALARM_TOPICS")),
                Path.of(required(environment, "ALARM_RUNBOOK")),
                environment.getOrDefault("ALARM_SERVICE", "").isBlank() ? null : environment.get("ALARM_SERVICE"),
                new Secrets(
                        secret(required(environment, "ALARM_SECRET")),
                        url("ALARM_WEBHOOK", required(environment, "ALARM_WEBHOOK"))));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + ": expected a value, found none; set it"));
    }

    private static InetSocketAddress address(String text) {
        var parts = LISTEN.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
            throw new IllegalArgumentException("ALARM_LISTEN: expected HOST:PORT, found '%s'".formatted(text));
        }
        return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    private static URI url(String name, String text) {
        try {
            URI url = new URI(text);
            if (Set.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, without the text: it may be secret
        }
        throw new IllegalArgumentException(
                name + ": expected http://host/... or https://host/..., found something else (not shown)");
    }

    private static Set<String> topics(String text) {
        Set<String> topics = Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toSet());
        topics.stream().filter(t -> !TOPIC.matcher(t).matches()).forEach(t -> {
            throw new IllegalArgumentException(
                    "ALARM_TOPICS: expected ARNs of topics between commas, found '%s'".formatted(t));
        });
        return topics;
    }

    private static String secret(String text) {
        if (text.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "ALARM_SECRET: expected %d characters or more, found %d; try: openssl rand -hex 20"
                            .formatted(SHORTEST_SECRET, text.length()));
        }
        return text;
    }
}
