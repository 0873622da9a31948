package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.Section;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a runbook's commands the values that a rollback needs. */
final class RunbookCommands {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,4}) (minute|hour|second)s? ago");

    private final Script script;
    private final UpdateService write;
    private final String document;
    private final List<Diagnostic> diagnostics;
    private final List<Placed> scope;
    private final MetricCommands metrics;
    private final HealthReader health;

    RunbookCommands(Script script, UpdateService write, String document, List<Diagnostic> diagnostics) {
        this.script = script;
        this.write = write;
        this.document = document;
        this.diagnostics = diagnostics;
        boolean inSteps = script.inSteps(write.placed().offset());
        this.scope = script.meant().stream()
                .filter(p -> !inSteps || script.inSteps(p.offset()))
                .toList();
        this.metrics = new MetricCommands(near(MetricReader::asks), script.filling());
        this.health = new HealthReader(near(c -> c.is("curl")), script.filling());
    }

    /**
     * Returns the commands of one sort that stand nearest to the write: in the innermost section around it that has some, else anywhere
     * in the steps, else anywhere below it.
     */
    private List<Command> near(Predicate<Command> sort) {
        List<Placed> all = scope.stream().filter(p -> sort.test(p.command())).toList();
        for (Section section : script.around(write.placed().offset())) {
            List<Command> inside = commands(all.stream().filter(p -> Script.contains(section, p.offset())));
            if (!inside.isEmpty()) {
                return inside;
            }
        }
        return all.isEmpty()
                ? commands(script.meant().stream()
                        .filter(p -> p.offset() > write.placed().offset() && sort.test(p.command())))
                : commands(all.stream());
    }

    private static List<Command> commands(Stream<Placed> placed) {
        return placed.map(Placed::command).toList();
    }

    Filling filling() {
        return script.filling();
    }

    Command updateService() {
        return write.command();
    }

    /** Returns the other commands that change services, in the same steps. */
    List<Command> otherUpdates() {
        return commands(scope.stream()
                .filter(p -> UpdateService.isOne(p.command())
                        && p.offset() != write.placed().offset())
                .filter(p -> !isAlternative(p)));
    }

    private boolean isAlternative(Placed placed) {
        return placed.command().hasOption("--task-definition");
    }

    Optional<Command> awaitStable() {
        return near(c -> c.is("aws", "ecs", "wait", "services-stable")).stream().findFirst();
    }

    Optional<Command> getMetric() {
        return metrics.first();
    }

    Optional<Command> curl() {
        return health.command();
    }

    /** Returns the commands of the steps that the write stands in. */
    List<Command> all() {
        return commands(scope.stream());
    }

    /** Returns the Region that the runbook's write works in; empty where it says none. */
    Optional<Filled> region() {
        return write.region()
                .or(() -> Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                        .flatMap(name -> script.variable(write.placed().offset(), name).stream())
                        .findFirst());
    }

    @Nullable
    Integer line(Optional<Command> command) {
        return command.map(c -> c.range().line()).orElse(null);
    }

    /** Returns where health is asked; empty where the runbook asks nowhere, or in a way that isn't understood. */
    Optional<Sourced<String>> healthUrl() {
        return health.address().map(f -> sourced(f.text(), f.range()));
    }

    /** Returns the first health check that nobody makes, with a diagnostic; empty where all are made, or there is none. */
    Optional<Sourced<String>> unreadHealth() {
        return health.doubt().flatMap(this::unread);
    }

    /** Returns the metric that the runbook reads; empty where it reads none, or in a way that isn't understood. */
    Optional<Sourced<MetricTemplate>> metric() {
        return metrics.judged().map(read -> sourced(read.metric(), read.range()));
    }

    /** Returns the first metric that nobody judges, with a diagnostic; empty where all are judged, or there is none. */
    Optional<Sourced<String>> unreadMetric() {
        return metrics.doubt().flatMap(this::unread);
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

    <T> Sourced<T> sourced(T value, SourceRange range) {
        return new Sourced<>(value, new Source(document, range.line()));
    }
}
