package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a runbook's commands the values that a rollback needs. */
final class CommandReader {
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
        return commands.stream().filter(MetricReader::asks).findFirst();
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

    /** Returns where health is asked; empty where the runbook asks nowhere, or in a way that isn't understood. */
    Optional<Sourced<String>> healthUrl() {
        return curl().filter(c -> unreadHealth().isEmpty())
                .flatMap(CommandReader::url)
                .map(w -> sourced(Fillable.template(w), w.range()));
    }

    /** Returns what of the health check isn't understood, with a diagnostic; empty where all is, or there is none. */
    Optional<Sourced<String>> unreadHealth() {
        Optional<Word> url = curl().flatMap(CommandReader::url);
        if (url.isPresent()) {
            return isAddress(url.get())
                    ? Optional.empty()
                    : unread(
                            "health-check-unreadable",
                            url.get().range(),
                            "curl %s: no address that can be asked; write it out, with <service-name> for the service's name"
                                    .formatted(url.get().text()));
        }
        return find("curl")
                .flatMap(c -> unread(
                        "health-check-unreadable",
                        c.range(),
                        "curl without an address that begins with http:// or https://; write it out"));
    }

    private static boolean isAddress(Word url) {
        try {
            return Fillable.is(url)
                    && URI.create(Fillable.template(url).replace(MetricTemplate.SERVICE, "service"))
                                    .getHost()
                            != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Word> url(Command curl) {
        return curl.words().stream()
                .filter(w -> w.value().startsWith("http://") || w.value().startsWith("https://"))
                .findFirst();
    }

    /** Returns the metric that the runbook reads; empty where it reads none, or in a way that isn't understood. */
    Optional<Sourced<MetricTemplate>> metric() {
        return getMetric().flatMap(c -> MetricReader.of(c).metric().map(m -> sourced(m, c.range())));
    }

    /** Returns what of the metric isn't understood, with a diagnostic; empty where all is, or there is none. */
    Optional<Sourced<String>> unreadMetric() {
        return getMetric().map(MetricReader::of).flatMap(reader -> {
            reader.metric();
            return reader.doubt().flatMap(d -> unread("metric-unreadable", d.range(), d.message()));
        });
    }

    private Optional<Sourced<String>> unread(String rule, SourceRange range, String message) {
        var diagnostic = new Diagnostic(
                rule,
                Severity.WARNING,
                message + "; until then the check can't be made, and a rollback ends unverified",
                range);
        if (!diagnostics.contains(diagnostic)) {
            diagnostics.add(diagnostic);
        }
        return Optional.of(sourced(message, range));
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

    private <T> Sourced<T> sourced(T value, SourceRange range) {
        return new Sourced<>(value, new Source(document, range.line()));
    }
}
