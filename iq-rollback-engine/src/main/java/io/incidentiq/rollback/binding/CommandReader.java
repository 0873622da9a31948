package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.KeyValue;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a runbook's commands the values that a rollback needs. */
final class CommandReader {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,4}) (minute|hour|second)s? ago");

    private final List<Command> commands;
    private final String document;
    private final List<Diagnostic> diagnostics;

    CommandReader(List<Command> commands, String document, List<Diagnostic> diagnostics) {
        this.commands = commands;
        this.document = document;
        this.diagnostics = diagnostics;
    }

    Optional<Command> updateService() {
        return find("aws", "ecs", "update-service");
    }

    Optional<Command> awaitStable() {
        return find("aws", "ecs", "wait", "services-stable");
    }

    Optional<Command> getMetric() {
        return find("aws", "cloudwatch", "get-metric-statistics");
    }

    Optional<Command> curl() {
        return commands.stream().filter(c -> c.is("curl") && url(c).isPresent()).findFirst();
    }

    private Optional<Command> find(String... program) {
        return commands.stream().filter(c -> c.is(program)).findFirst();
    }

    List<Command> all() {
        return commands;
    }

    @Nullable
    Integer line(Optional<Command> command) {
        return command.map(c -> c.range().line()).orElse(null);
    }

    /** Returns an option's value that needs no filling in. */
    Optional<Sourced<String>> literalOption(Command command, String option) {
        return command.option(option).filter(Word::isLiteral).map(w -> sourced(w.value(), w.range()));
    }

    Optional<Sourced<String>> healthUrl() {
        return curl().flatMap(CommandReader::url).map(w -> sourced(template(w), w.range()));
    }

    private static Optional<Word> url(Command curl) {
        return curl.words().stream()
                .filter(w -> w.value().startsWith("http://") || w.value().startsWith("https://"))
                .findFirst();
    }

    /** Returns the metric that the runbook reads; empty, with a diagnostic, where something of it can't be understood. */
    Optional<Sourced<MetricTemplate>> metric() {
        return getMetric().flatMap(this::metric);
    }

    private Optional<Sourced<MetricTemplate>> metric(Command command) {
        Optional<String> namespace = literalOption(command, "--namespace").map(Sourced::value);
        Optional<String> name = literalOption(command, "--metric-name").map(Sourced::value);
        Optional<Duration> period = command.option("--period").map(Word::value).flatMap(CommandReader::seconds);
        Optional<Statistic> statistic =
                command.option("--statistics").map(Word::value).flatMap(CommandReader::statistic);
        if (namespace.isEmpty() || name.isEmpty() || period.isEmpty() || statistic.isEmpty()) {
            unreadable(command);
            return Optional.empty();
        }
        var template =
                new MetricTemplate(namespace.get(), name.get(), dimensions(command), statistic.get(), period.get());
        return Optional.of(sourced(template, command.range()));
    }

    private void unreadable(Command command) {
        var diagnostic = new Diagnostic(
                "metric-unreadable",
                Severity.WARNING,
                "get-metric-statistics was found without a literal --namespace, --metric-name, --period (seconds) or --statistics "
                        + "(Average, Sum, Minimum, Maximum); write them out, or the error rate will not be verified",
                command.range());
        if (!diagnostics.contains(diagnostic)) {
            diagnostics.add(diagnostic);
        }
    }

    private static Map<String, String> dimensions(Command command) {
        var dimensions = new LinkedHashMap<String, String>();
        command.findOption("--dimensions")
                .ifPresent(option -> option.values()
                        .forEach(word -> word.keyValues().ifPresent(pairs -> {
                            Optional<Word> key = pairs.value("Name");
                            Optional<Word> value = pairs.value("Value");
                            if (key.isPresent() && value.isPresent()) {
                                dimensions.put(key.get().value(), template(value.get()));
                            } else {
                                for (KeyValue pair : pairs.entries()) {
                                    dimensions.put(pair.key(), template(pair.value()));
                                }
                            }
                        })));
        return dimensions;
    }

    /** Returns how far back the metric is read, by its {@code --start-time $(date -d '5 minutes ago')}. */
    Optional<Sourced<Duration>> window() {
        return getMetric()
                .flatMap(c -> c.option("--start-time"))
                .flatMap(word -> ago(word.text()).map(d -> sourced(d, word.range())));
    }

    private static Optional<Duration> ago(String text) {
        Matcher matcher = AGO.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "second" -> Duration.ofSeconds(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** Returns the word with each placeholder of a service's name as {@link MetricTemplate#SERVICE}. */
    private static String template(Word word) {
        var text = new StringBuilder();
        for (WordPart part : word.flatParts()) {
            boolean service = part instanceof WordPart.Placeholder p
                    && p.name().toLowerCase(Locale.ROOT).startsWith("service");
            text.append(service ? MetricTemplate.SERVICE : part.text());
        }
        return text.toString();
    }

    private static Optional<Duration> seconds(String text) {
        boolean readable = SECONDS.matcher(text).matches() && Integer.parseInt(text) > 0;
        return readable ? Optional.of(Duration.ofSeconds(Integer.parseInt(text))) : Optional.empty();
    }

    private static Optional<Statistic> statistic(String text) {
        return switch (text) {
            case "Average" -> Optional.of(Statistic.AVERAGE);
            case "Sum" -> Optional.of(Statistic.SUM);
            case "Minimum" -> Optional.of(Statistic.MINIMUM);
            case "Maximum" -> Optional.of(Statistic.MAXIMUM);
            default -> Optional.empty();
        };
    }

    private <T> Sourced<T> sourced(T value, SourceRange range) {
        return new Sourced<>(value, new Source(document, range.line()));
    }
}
