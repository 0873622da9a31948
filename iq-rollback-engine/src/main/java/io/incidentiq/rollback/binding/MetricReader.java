package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.KeyValue;
import io.incidentiq.runbook.shell.KeyValues;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the metric that one command asks for, or tells what of it isn't understood. */
final class MetricReader {
    private static final Pattern ASKS = Pattern.compile("\\bcloudwatch\\s{1,20}get-metric-(?:statistics|data)\\b");
    private final Command command;
    private final Filling filling;
    private @Nullable Doubt doubt;

    private MetricReader(Command command, Filling filling) {
        this.command = command;
        this.filling = filling;
    }

    /** Returns whether the command reads a metric in whatever way. */
    static boolean asks(Command command) {
        return ASKS.matcher(command.text()).find() && !command.is("echo");
    }

    static MetricReader of(Command command, Filling filling) {
        return new MetricReader(command, filling);
    }

    /** Returns the metric; empty where something isn't understood. */
    Optional<MetricTemplate> metric() {
        if (command.is("aws", "cloudwatch", "get-metric-data")) {
            return dataQueries();
        }
        if (!command.is("aws", "cloudwatch", "get-metric-statistics")) {
            doubt(
                    command.range(),
                    "a metric is read in a way that isn't understood; write it as aws cloudwatch"
                            + " get-metric-statistics with its options");
            return Optional.empty();
        }
        String namespace = text("--namespace");
        String name = text("--metric-name");
        Duration period = period();
        Statistic statistic = statistic();
        Map<String, String> dimensions = dimensions();
        return namespace == null || name == null || period == null || statistic == null || doubt != null
                ? Optional.empty()
                : Optional.of(new MetricTemplate(namespace, name, dimensions, statistic, period));
    }

    private Optional<MetricTemplate> dataQueries() {
        Word word = word("--metric-data-queries", "its queries as JSON");
        if (word == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MetricDataReader.read(filling.fill(word)));
        } catch (MetricDataReader.Unread e) {
            doubt(word.range(), "--metric-data-queries: " + e.message());
            return Optional.empty();
        }
    }

    /** Returns the first thing that isn't understood, in a command that was read as one of a metric. */
    Optional<Doubt> doubt() {
        metric();
        return Optional.ofNullable(doubt);
    }

    private void doubt(SourceRange range, String message) {
        doubt = doubt == null ? new Doubt("metric-unreadable", message, range) : doubt;
    }

    private @Nullable String text(String option) {
        Word word = word(option, "a name");
        if (word == null) {
            return null;
        }
        Filled filled = filling.fill(word);
        if (!filled.isLiteral()) {
            doubt(word.range(), "%s %s: a value to fill in; write it out".formatted(option, word.text()));
        }
        return filled.text();
    }

    private @Nullable Word word(String option, String expected) {
        Optional<Word> word = command.option(option);
        if (word.isEmpty()) {
            String operation = command.words().get(2).value();
            doubt(command.range(), "%s without %s; write it with %s".formatted(operation, option, expected));
        }
        return word.orElse(null);
    }

    private @Nullable Duration period() {
        Word word = word("--period", "whole seconds, such as 60");
        if (word == null) {
            return null;
        }
        String written = filling.fill(word).text();
        MetricPeriod.doubt(written)
                .ifPresent(why -> doubt(word.range(), "--period %s: %s".formatted(word.text(), why)));
        return MetricPeriod.read(written).orElse(null);
    }

    private @Nullable Statistic statistic() {
        boolean extended = !command.hasOption("--statistics") && command.hasOption("--extended-statistics");
        String option = extended ? "--extended-statistics" : "--statistics";
        Word word = word(option, "Average, Sum, Minimum or Maximum");
        if (word == null) {
            return null;
        }
        int several = command.findOption(option).map(o -> o.values().size()).orElse(0);
        if (several > 1 || (!extended && command.hasOption("--extended-statistics"))) {
            doubt(word.range(), "more than one statistic, and only one is judged; write --statistics with one");
        }
        Optional<Statistic> statistic =
                Statistic.named(filling.fill(word).text()).filter(s -> s.isPercentile() == extended);
        if (statistic.isEmpty()) {
            doubt(
                    word.range(),
                    "%s %s: no statistic that is read; write %s"
                            .formatted(
                                    option,
                                    word.text(),
                                    extended
                                            ? "a percentile such as p99"
                                            : "Average, Sum, Minimum or Maximum, or --extended-statistics p99"));
        }
        return statistic.orElse(null);
    }

    private Map<String, String> dimensions() {
        var dimensions = new LinkedHashMap<String, String>();
        List<Word> words =
                command.findOption("--dimensions").map(o -> o.values()).orElse(List.of());
        for (Word word : words) {
            Optional<KeyValues> pairs = word.keyValues();
            if (pairs.isEmpty()) {
                doubt(word.range(), "--dimensions %s: no dimension; write Name=…,Value=…".formatted(word.text()));
            } else {
                dimension(pairs.get(), dimensions);
            }
        }
        return dimensions;
    }

    private void dimension(KeyValues pairs, Map<String, String> dimensions) {
        Optional<Word> name = pairs.value("Name");
        Optional<Word> value = pairs.value("Value");
        if (name.isPresent() && value.isPresent()) {
            String key = name.get().value();
            dimensions.put(key, filled(key, value.get()));
            return;
        }
        for (KeyValue pair : pairs.entries()) {
            dimensions.put(pair.key(), filled(pair.key(), pair.value()));
        }
    }

    private String filled(String name, Word value) {
        Filled filled = filling.fill(value, DimensionName.blank(name));
        if (!filled.known()) {
            doubt(
                    value.range(),
                    "--dimensions %s: nobody knows its value; write it out, or <service-name>".formatted(value.text()));
        }
        return filled.text();
    }
}
