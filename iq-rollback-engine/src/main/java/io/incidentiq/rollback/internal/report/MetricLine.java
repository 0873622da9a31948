package io.incidentiq.rollback.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.port.MetricQuery;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The line that reads a metric from {@code from} to {@code to}, both written out: no shell has to know a date. */
record MetricLine(MetricQuery metric, Instant from, Instant to) {
    /** The most that CloudWatch gives in one answer. */
    private static final int MOST_POINTS = 1440;

    /** What the aws-cli's short form of a dimension takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/ +-]*");

    /** Returns the line for what comes from {@code from} on, whenever a person looks within the next hours. */
    static MetricLine from(MetricQuery metric, Instant from) {
        Duration most = metric.period().multipliedBy(MOST_POINTS);
        Duration hours = Duration.ofHours(6);
        return new MetricLine(metric, from, from.plus(most.compareTo(hours) < 0 ? most : hours));
    }

    String of(AwsLine line) {
        var words = new ArrayList<String>();
        if (isPlain()) {
            words.addAll(List.of("--namespace", metric.namespace(), "--metric-name", metric.name()));
            if (!metric.dimensions().isEmpty()) {
                words.add("--dimensions");
            }
            new TreeMap<>(metric.dimensions())
                    .forEach((name, value) -> words.add("Name=%s,Value=%s".formatted(name, value)));
        } else {
            words.addAll(List.of("--cli-input-json", json()));
        }
        words.addAll(List.of("--start-time", from.toString(), "--end-time", to.toString()));
        words.addAll(List.of("--period", String.valueOf(metric.period().toSeconds())));
        boolean percentile = metric.statistic().isPercentile();
        words.addAll(List.of(
                percentile ? "--extended-statistics" : "--statistics",
                metric.statistic().word()));
        return line.of("cloudwatch get-metric-statistics", words);
    }

    /** The aws-cli reads the file that {@code file://…} names, an option behind a dash, and marks of its own in a dimension. JSON has none of it. */
    private boolean isPlain() {
        return isWord(metric.namespace())
                && isWord(metric.name())
                && metric.dimensions().entrySet().stream().allMatch(d -> isPlain(d.getKey()) && isPlain(d.getValue()));
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches() && isWord(text);
    }

    private static boolean isWord(String text) {
        return !text.contains("://") && !text.startsWith("-") && text.equals(text.strip()) && text.indexOf('\n') < 0;
    }

    private String json() {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("Namespace", metric.namespace());
            json.writeStringField("MetricName", metric.name());
            json.writeArrayFieldStart("Dimensions");
            for (Map.Entry<String, String> dimension : new TreeMap<>(metric.dimensions()).entrySet()) {
                json.writeStartObject();
                json.writeStringField("Name", dimension.getKey());
                json.writeStringField("Value", dimension.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return text.toString();
    }
}
