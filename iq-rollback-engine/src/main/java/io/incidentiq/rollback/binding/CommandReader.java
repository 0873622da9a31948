package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
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
    private final HealthReader health;

    CommandReader(List<Command> commands, String document, List<Diagnostic> diagnostics) {
        this.commands = commands;
        this.document = document;
        this.diagnostics = diagnostics;
        this.health = new HealthReader(commands);
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
        return health.command();
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
        return health.address().map(w -> sourced(Fillable.template(w), w.range()));
    }

    /** Returns the first health check that nobody makes, with a diagnostic; empty where all are made, or there is none. */
    Optional<Sourced<String>> unreadHealth() {
        return health.doubt().flatMap(this::unread);
    }

    /** Returns the metric that the runbook reads; empty where it reads none, or in a way that isn't understood. */
    Optional<Sourced<MetricTemplate>> metric() {
        return getMetric().flatMap(c -> MetricReader.of(c).metric().map(m -> sourced(m, c.range())));
    }

    /** Returns the first metric that nobody judges, with a diagnostic; empty where all are judged, or there is none. */
    Optional<Sourced<String>> unreadMetric() {
        return getMetric()
                .flatMap(first -> MetricReader.doubt(
                        first, commands.stream().filter(MetricReader::asks).toList()))
                .flatMap(this::unread);
    }

    private Optional<Sourced<String>> unread(Doubt doubt) {
        var diagnostic = new Diagnostic(
                doubt.rule(),
                Severity.WARNING,
                doubt.message() + "; until then the check can't be made, and a rollback ends unverified",
                doubt.range());
        if (!diagnostics.contains(diagnostic)) {
            diagnostics.add(diagnostic);
        }
        return Optional.of(sourced(doubt.message(), doubt.range()));
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
