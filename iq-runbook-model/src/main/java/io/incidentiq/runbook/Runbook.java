package io.incidentiq.runbook;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.source.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rollback runbook says. Parts that the text lacks are empty. Immutable and thread-safe. */
public final class Runbook {
    private final String name;
    private final Heading heading;
    private final List<Section> sections;
    private final Procedure procedure;

    /** What the runbook says of itself. */
    record Heading(
            FrontMatter frontMatter,
            List<IqComment> iqComments,
            @Nullable Located<String> id,
            @Nullable Located<String> title) {
        Heading {
            iqComments = List.copyOf(iqComments);
        }
    }

    /** What the runbook says of the rollback. */
    record Procedure(
            List<Trigger> triggers,
            Checks checks,
            Instructions instructions,
            @Nullable Located<DurationRange> settleTime,
            List<ServiceNote> services,
            List<PostAction> postActions) {
        Procedure {
            triggers = List.copyOf(triggers);
            services = List.copyOf(services);
            postActions = List.copyOf(postActions);
        }
    }

    /** What is to be checked: below a heading that says so, and wherever there is a box. */
    record Checks(List<ChecklistItem> checklist, List<ChecklistItem> tasks) {
        Checks {
            checklist = List.copyOf(checklist);
            tasks = List.copyOf(tasks);
        }
    }

    /** What is to be run: the steps, and all code of the text. */
    record Instructions(List<Step> steps, List<CodePassage> code) {
        Instructions {
            steps = List.copyOf(steps);
            code = List.copyOf(code);
        }
    }

    Runbook(String name, Heading heading, List<Section> sections, Procedure procedure) {
        this.name = name;
        this.heading = heading;
        this.sections = List.copyOf(sections);
        this.procedure = procedure;
    }

    /** Returns the name given to the parser, for instance that of the file. */
    public String name() {
        return name;
    }

    /** Returns {@code runbook_id} of the front matter, else of the first iq comment that has one. */
    public Optional<Located<String>> id() {
        return Optional.ofNullable(heading.id());
    }

    /** Returns the title of the front matter, else the first heading of level 1. */
    public Optional<Located<String>> title() {
        return Optional.ofNullable(heading.title());
    }

    /** Returns the front matter; without entries if there is none. */
    public FrontMatter frontMatter() {
        return heading.frontMatter();
    }

    /** Returns the comments {@code <!-- iq:… -->} in text order. */
    public List<IqComment> iqComments() {
        return heading.iqComments();
    }

    /** Returns the sections that lie in no other, in text order: mostly one, with all others below it. */
    public List<Section> sections() {
        return sections;
    }

    /** Returns when to use the runbook, in text order. */
    public List<Trigger> triggers() {
        return procedure.triggers();
    }

    /**
     * Returns what stands below the heading of a checklist, in text order: list items and table rows, with a box or without
     * one. The heading may also be a bold line, a line with a colon at its end, or the summary of HTML details.
     */
    public List<ChecklistItem> checklist() {
        return procedure.checks().checklist();
    }

    /**
     * Returns every item with a box, such as {@code - [ ]}, in text order, those of {@link #checklist()} among them, whatever
     * it stands below: in a list, a quote, a table, HTML, a line of its own, or code.
     */
    public List<ChecklistItem> tasks() {
        return procedure.checks().tasks();
    }

    /** Returns {@link #checklist()} and {@link #tasks()} together, in text order, each item once. */
    public List<ChecklistItem> items() {
        return Stream.concat(checklist().stream(), tasks().stream())
                .collect(Collectors.toMap(
                        item -> item.range().start().offset(), item -> item, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Returns the steps in text order. */
    public List<Step> steps() {
        return procedure.instructions().steps();
    }

    /** Returns the code blocks that are read as scripts, wherever they stand, in text order. */
    public List<CodePassage> code() {
        return procedure.instructions().code();
    }

    /** Returns the commands of all steps in text order: each one, then those inside its {@code $(…)}. */
    public List<Command> commands() {
        var commands = new ArrayList<Command>();
        for (var step : steps()) {
            step.codeBlocks().forEach(block -> commands.addAll(block.script().allCommands()));
        }
        return List.copyOf(commands);
    }

    /**
     * Returns how long a service needs to settle after the rollback: the first duration in a comment or in the prose of
     * a step that also says "stabilize", "settle" or "allow". The range is that of the duration.
     */
    public Optional<Located<DurationRange>> settleTime() {
        return Optional.ofNullable(procedure.settleTime());
    }

    /** Returns the rows of the service table in text order; of a service that comes twice both. */
    public List<ServiceNote> services() {
        return procedure.services();
    }

    /** Returns the first row of a service, without regard to case. */
    public Optional<ServiceNote> service(String service) {
        return services().stream()
                .filter(note -> note.service().value().equalsIgnoreCase(service))
                .findFirst();
    }

    /** Returns what is to be done after the rollback, in text order. */
    public List<PostAction> postActions() {
        return procedure.postActions();
    }

    /** Returns the name and, if there is one, the id. */
    @Override
    public String toString() {
        return id().map(id -> id.value() + " (" + name + ")").orElse(name);
    }
}
