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
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

    private final Command command;
    private @Nullable Doubt doubt;

    /** What isn't understood, and where it stands. */
    record Doubt(String message, SourceRange range) {}

    private MetricReader(Command command) {
        this.command = command;
    }

    /** Returns whether the command reads a metric in whatever way. */
    static boolean asks(Command command) {
        return ASKS.matcher(command.text()).find() && !command.is("echo");
    }

    static MetricReader of(Command command) {
        return new MetricReader(command);
    }

    /** Returns the metric; empty where something isn't understood. */
    Optional<MetricTemplate> metric() {
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

    /** Returns the first thing that isn't understood. */
    Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }

    private void doubt(SourceRange range, String message) {
        doubt = doubt == null ? new Doubt(message, range) : doubt;
    }

    private @Nullable String text(String option) {
        Word word = word(option, "a name");
        if (word != null && !word.isLiteral()) {
            doubt(word.range(), "%s %s: a value to fill in; write it out".formatted(option, word.text()));
        }
        return word == null ? null : word.value();
    }

    private @Nullable Word word(String option, String expected) {
        Optional<Word> word = command.option(option);
        if (word.isEmpty()) {
            doubt(command.range(), "get-metric-statistics without %s; write it with %s".formatted(option, expected));
        }
        return word.orElse(null);
    }

    private @Nullable Duration period() {
        Word word = word("--period", "whole seconds, such as 60");
        if (word == null) {
            return null;
        }
        if (!SECONDS.matcher(word.value()).matches()) {
            doubt(
                    word.range(),
                    "--period %s: no period; write whole seconds from 1 on, such as 60".formatted(word.text()));
            return null;
        }
        return Duration.ofSeconds(Integer.parseInt(word.value()));
    }

    private @Nullable Statistic statistic() {
        Word word = word("--statistics", "Average, Sum, Minimum or Maximum");
        if (word == null) {
            return null;
        }
        return switch (word.value()) {
            case "Average" -> Statistic.AVERAGE;
            case "Sum" -> Statistic.SUM;
            case "Minimum" -> Statistic.MINIMUM;
            case "Maximum" -> Statistic.MAXIMUM;
            default -> {
                doubt(
                        word.range(),
                        "--statistics %s: no statistic that is read; write Average, Sum, Minimum or Maximum"
                                .formatted(word.text()));
                yield null;
            }
        };
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
            dimensions.put(name.get().value(), filled(value.get()));
            return;
        }
        for (KeyValue pair : pairs.entries()) {
            dimensions.put(pair.key(), filled(pair.value()));
        }
    }

    private String filled(Word value) {
        if (!Fillable.is(value)) {
            doubt(
                    value.range(),
                    "--dimensions %s: nobody knows its value; write it out, or <service-name>".formatted(value.text()));
        }
        return Fillable.template(value);
    }
}
