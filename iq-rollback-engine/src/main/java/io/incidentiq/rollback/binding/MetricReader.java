package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Checks;
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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the metric that one command asks for, or tells what of it isn't understood. */
final class MetricReader {
    private static final Pattern ASKS = Pattern.compile("\\bcloudwatch\\s{1,20}get-metric-(?:statistics|data)\\b");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

    /** What CloudWatch takes besides whole minutes (GetMetricStatistics, Period). */
    private static final Set<Integer> BELOW_A_MINUTE = Set.of(1, 5, 10, 30);

    private static final Duration LONGEST_WINDOW = Defaults.LONGEST_WINDOW.duration();

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

    /** Returns what of {@code first} isn't understood, else which of {@code all} is another metric, which nobody judges. */
    static Optional<Doubt> doubt(Command first, List<Command> all, Filling filling) {
        MetricReader reader = of(first, filling);
        Optional<MetricTemplate> judged = reader.metric();
        return reader.doubt()
                .or(() -> all.stream()
                        .map(other -> of(other, filling))
                        .flatMap(other -> other.unless(judged, first).stream())
                        .findFirst());
    }

    private Optional<Doubt> unless(Optional<MetricTemplate> judged, Command first) {
        Optional<MetricTemplate> read = metric();
        return read.isPresent() && read.equals(judged)
                ? Optional.empty()
                : Optional.of(new Doubt(
                        "metric-second",
                        "%s: a second metric; only that of line %d is judged; keep one of them"
                                .formatted(named(), first.range().line()),
                        command.range()));
    }

    private String named() {
        return command.option("--metric-name")
                .map(w -> "--metric-name " + w.text())
                .orElse("a command that reads a metric");
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
            doubt(command.range(), "get-metric-statistics without %s; write it with %s".formatted(option, expected));
        }
        return word.orElse(null);
    }

    private @Nullable Duration period() {
        Word word = word("--period", "whole seconds, such as 60");
        if (word == null) {
            return null;
        }
        String written = filling.fill(word).text();
        if (!SECONDS.matcher(written).matches()) {
            doubt(
                    word.range(),
                    "--period %s: no period; write whole seconds from 1 on, such as 60".formatted(word.text()));
            return null;
        }
        int seconds = Integer.parseInt(written);
        if (seconds % 60 != 0 && !BELOW_A_MINUTE.contains(seconds)) {
            doubt(
                    word.range(),
                    "--period %s: CloudWatch has none of that length; write 1, 5, 10, 30 or a multiple of 60, such as 60"
                            .formatted(word.text()));
        }
        Duration period = Duration.ofSeconds(seconds);
        Duration window = period.multipliedBy(Checks.LEAST_PERIODS);
        if (window.compareTo(LONGEST_WINDOW) > 0) {
            doubt(
                    word.range(),
                    "--period %s: judging takes %d periods, %d min here and at most %d; write 360 or less, such as 60"
                            .formatted(
                                    word.text(), Checks.LEAST_PERIODS, window.toMinutes(), LONGEST_WINDOW.toMinutes()));
        }
        return period;
    }

    private @Nullable Statistic statistic() {
        Word word = word("--statistics", "Average, Sum, Minimum or Maximum");
        if (word == null) {
            return null;
        }
        int several =
                command.findOption("--statistics").map(o -> o.values().size()).orElse(0);
        if (several > 1 || command.hasOption("--extended-statistics")) {
            doubt(word.range(), "more than one statistic, and only one is judged; write --statistics with one");
        }
        return switch (filling.fill(word).text()) {
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
