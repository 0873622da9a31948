package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.CodeBlock;
import io.incidentiq.runbook.Section;
import io.incidentiq.runbook.SectionKind;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourcePosition;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which command is the rollback's write: the {@code update-service} with a task definition in the steps, or in a section about a rollback,
 * else anywhere; never one that the text warns of. Where several name different places, the selection has to tell.
 */
final class Writes {
    private static final Pattern ROLLBACK =
            Pattern.compile("\\b(?:roll(?:ing|s|ed)?[ -]?back|revert|zurückrollen|zurücksetzen|undo)");
    private static final Pattern UNREAD = Pattern.compile("\\becs\\s{1,20}update-service\\b");

    private static final List<String> INPUT = List.of("--cli-input-json", "--cli-input-yaml");

    private static final int MOST_REPORTED = 5;

    private final Script script;
    private final Selection selection;
    private final List<Diagnostic> diagnostics;
    private List<Alternative> alternatives = List.of();

    Writes(Script script, Selection selection, List<Diagnostic> diagnostics) {
        this.script = script;
        this.selection = selection;
        this.diagnostics = diagnostics;
    }

    /** Returns the different places that the runbook's writes name; empty unless there are several. */
    List<Alternative> alternatives() {
        return alternatives;
    }

    /** Returns the write; empty, with an error, if there is none, or it isn't clear which. */
    Optional<UpdateService> bound() {
        List<Placed> updates = script.all().stream()
                .filter(p -> UpdateService.isOne(p.command()))
                .toList();
        List<Placed> meant =
                updates.stream().filter(p -> p.passage().warnedOff() == null).toList();
        updates.stream()
                .filter(p -> p.passage().warnedOff() != null)
                .limit(MOST_REPORTED)
                .forEach(this::reportWarnedOff);
        List<UpdateService> writes = meant.stream()
                .filter(p -> p.command().hasOption("--task-definition"))
                .map(p -> new UpdateService(p, script.filling()))
                .toList();
        if (writes.isEmpty()) {
            reportMissing(updates, meant);
            return Optional.empty();
        }
        List<UpdateService> likeliest = likeliest(writes);
        List<Placed> inRollback = meant.stream().filter(this::isAboutRollback).toList();
        if (!inRollback.isEmpty() && !isAboutRollback(likeliest.get(0).placed())) {
            reportMissing(updates, inRollback);
            return Optional.empty();
        }
        return one(likeliest);
    }

    private List<UpdateService> likeliest(List<UpdateService> writes) {
        int best = writes.stream().mapToInt(this::rank).min().orElse(0);
        return writes.stream().filter(w -> rank(w) == best).toList();
    }

    private int rank(UpdateService write) {
        return (isAboutRollback(write.placed()) ? 0 : 1)
                + (write.placed().passage().quoted() ? 2 : 0);
    }

    private boolean isAboutRollback(Placed placed) {
        return script.around(placed.offset()).stream().anyMatch(Writes::isAboutRollback);
    }

    /** The title of the whole tells nothing: all sections are below it. */
    private static boolean isAboutRollback(Section section) {
        String title = section.title().value().toLowerCase(Locale.ROOT);
        return section.kind() == SectionKind.STEPS
                || (section.kind() == SectionKind.OTHER
                        && section.level() > 1
                        && ROLLBACK.matcher(title).find());
    }

    private Optional<UpdateService> one(List<UpdateService> writes) {
        List<UpdateService> different = different(writes);
        if (different.size() == 1) {
            return Optional.of(different.get(0));
        }
        alternatives = different.stream().map(UpdateService::place).toList();
        List<UpdateService> fit = fit(different, selection.cluster(), Alternative::cluster);
        fit = fit(fit, selection.service(), Alternative::service);
        fit = fit(fit, selection.region(), Alternative::region);
        if (fit.size() == 1) {
            return Optional.of(fit.get(0));
        }
        reportUnclear(fit, different);
        return Optional.empty();
    }

    private static List<UpdateService> different(List<UpdateService> writes) {
        Map<List<@Nullable String>, UpdateService> different = new LinkedHashMap<>();
        for (UpdateService write : writes) {
            Alternative place = write.place();
            var key = new ArrayList<@Nullable String>();
            key.add(place.cluster());
            key.add(place.service());
            key.add(place.region());
            different.putIfAbsent(key, write);
        }
        return List.copyOf(different.values());
    }

    /** Returns those that name the wanted one, else those that name none. */
    private static List<UpdateService> fit(
            List<UpdateService> writes, Optional<String> wanted, Function<Alternative, @Nullable String> name) {
        if (wanted.isEmpty()) {
            return writes;
        }
        List<UpdateService> named = writes.stream()
                .filter(w -> wanted.get().equals(name.apply(w.place())))
                .toList();
        return named.isEmpty()
                ? writes.stream()
                        .filter(w -> Objects.isNull(name.apply(w.place())))
                        .toList()
                : named;
    }

    private void reportUnclear(List<UpdateService> fit, List<UpdateService> all) {
        List<UpdateService> named = fit.isEmpty() ? all : fit;
        String places = named.stream()
                .limit(MOST_REPORTED)
                .map(w -> w.place().toString())
                .collect(Collectors.joining(", "));
        error(
                "rollback-command-unclear",
                named.get(named.size() - 1).command().range(),
                fit.isEmpty()
                        ? "no way to roll back fits what was asked for: there are %s; name one of them"
                                .formatted(places)
                        : "%d ways to roll back: %s; name the cluster, or the service or Region, that tells which"
                                .formatted(named.size(), places));
    }

    private void reportWarnedOff(Placed update) {
        var warning = update.passage().warnedOff();
        diagnostics.add(new Diagnostic(
                "command-warned-off",
                Severity.INFO,
                "this update-service is not taken: line %d says \"%s\""
                        .formatted(
                                warning == null
                                        ? update.line()
                                        : warning.range().line(),
                                warning == null ? "" : shortened(warning.value())),
                update.command().range()));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private void reportMissing(List<Placed> updates, List<Placed> meant) {
        if (!meant.isEmpty()) {
            var first = meant.get(0);
            Optional<String> file =
                    INPUT.stream().filter(first.command()::hasOption).findFirst();
            if (file.isPresent()) {
                error(
                        "task-definition-missing",
                        first.command().range(),
                        "update-service in line %d takes %s, which is not read; write it with --service and --task-definition"
                                .formatted(first.line(), file.get()));
                return;
            }
            error(
                    "task-definition-missing",
                    first.command().range(),
                    "update-service in line %d names no --task-definition: it restarts or resizes a service and rolls nothing back; "
                                    .formatted(first.line())
                            + "write the rollback with --task-definition <service-name>:$REVISION");
            return;
        }
        if (!updates.isEmpty()) {
            error(
                    "rollback-command-missing",
                    updates.get(0).command().range(),
                    "the runbook says not to run its update-service of line %d; write the step that rolls the service back"
                            .formatted(updates.get(0).line()));
            return;
        }
        Optional<Placed> unread = script.all().stream()
                .filter(p -> UNREAD.matcher(p.command().text()).find())
                .findFirst();
        Optional<CodeBlock> foreign = script.unread().stream()
                .filter(code -> UNREAD.matcher(code.text()).find())
                .findFirst();
        if (unread.isPresent()) {
            reportUnread(
                    unread.get().command().range(),
                    unread.get().line(),
                    "'%s'; write it as a command of its own"
                            .formatted(firstWord(unread.get().command().text())));
        } else if (foreign.isPresent()) {
            reportUnread(
                    foreign.get().range(),
                    foreign.get().range().line(),
                    "a block of '%s'; write it in a block of bash"
                            .formatted(foreign.get().language()));
        } else {
            error(
                    "rollback-command-missing",
                    start(),
                    "no 'aws ecs update-service' command was found in a code block; expected one with --service and "
                            + "--task-definition; write the step that rolls the service back");
        }
    }

    private void reportUnread(SourceRange range, int line, String where) {
        error(
                "rollback-command-missing",
                range,
                "'aws ecs update-service' in line %d is not read: it stands in %s".formatted(line, where));
    }

    private static String firstWord(String text) {
        return text.strip().split("\\s", 2)[0];
    }

    private void error(String rule, SourceRange range, String message) {
        diagnostics.add(new Diagnostic(rule, Severity.ERROR, message, range));
    }

    static SourceRange start() {
        var first = new SourcePosition(1, 1, 0);
        return new SourceRange(first, first);
    }
}
