package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.CodeBlock;
import io.incidentiq.runbook.CodePassage;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.Section;
import io.incidentiq.runbook.SectionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands of a runbook, as {@code aws} takes them, with the sections that they stand in. */
final class Script {
    private final List<Placed> commands;
    private final Variables variables;
    private final Filling filling;
    private final List<Section> sections;
    private final List<CodeBlock> unread;

    private Script(List<Placed> commands, List<Section> sections, List<CodeBlock> unread) {
        this.unread = unread;
        this.commands = List.copyOf(commands);
        this.variables = new Variables(commands);
        this.filling = new Filling(variables);
        this.sections = sections;
    }

    static Script of(Runbook runbook) {
        var commands = new ArrayList<Placed>();
        runbook.code()
                .forEach(passage -> passage.code()
                        .script()
                        .allCommands()
                        .forEach(command -> commands.add(new Placed(AwsCommand.of(command), passage))));
        List<CodeBlock> unread = runbook.code().stream()
                .map(CodePassage::code)
                .filter(code -> code.script().allCommands().isEmpty())
                .toList();
        return new Script(commands, runbook.sections(), unread);
    }

    /** Returns the code of which no command could be read: that of another language, say. */
    List<CodeBlock> unread() {
        return unread;
    }

    /** Returns all commands, in text order. */
    List<Placed> all() {
        return commands;
    }

    /** Returns the commands that nothing in the text warns of, in text order. */
    List<Placed> meant() {
        return commands.stream()
                .filter(placed -> placed.passage().warnedOff() == null)
                .toList();
    }

    /** Returns the value that a variable certainly has at an offset. */
    Optional<Filled> variable(int offset, String name) {
        return variables.before(offset, name).map(filling::fill).filter(Filled::isLiteral);
    }

    Filling filling() {
        return filling;
    }

    /** Returns the sections around an offset, the innermost first. */
    List<Section> around(int offset) {
        var found = new ArrayList<Section>();
        Optional<Section> section = holding(sections, offset);
        while (section.isPresent()) {
            found.add(0, section.get());
            section = holding(section.get().children(), offset);
        }
        return found;
    }

    /** Sections are in text order and lie apart, so that the last one that starts at the offset or before is the only candidate. */
    private static Optional<Section> holding(List<Section> sections, int offset) {
        int low = 0;
        int high = sections.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sections.get(middle).range().start().offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && contains(sections.get(low - 1), offset)
                ? Optional.of(sections.get(low - 1))
                : Optional.empty();
    }

    static boolean contains(Section section, int offset) {
        return section.range().start().offset() <= offset
                && offset < section.range().end().offset();
    }

    /** Returns whether an offset lies below the heading of the steps. */
    boolean inSteps(int offset) {
        return around(offset).stream().anyMatch(section -> section.kind() == SectionKind.STEPS);
    }
}
