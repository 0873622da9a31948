package io.incidentiq.runbook;

import io.incidentiq.runbook.FrontMatterValue.Items;
import io.incidentiq.runbook.FrontMatterValue.Mapping;
import io.incidentiq.runbook.FrontMatterValue.Scalar;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Joint;
import io.incidentiq.runbook.shell.Script;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/** A runbook as text to compare: every part with its place. */
final class RunbookDump {
    private final StringBuilder dump = new StringBuilder();

    private RunbookDump() {}

    static String of(ParseResult result) {
        var writer = new RunbookDump();
        writer.runbook(result.runbook());
        result.diagnostics().forEach(diagnostic -> writer.line(0, diagnostic));
        return writer.dump.toString();
    }

    private void runbook(Runbook runbook) {
        runbook.id().ifPresent(id -> line(0, "id " + place(id)));
        runbook.title().ifPresent(title -> line(0, "title " + place(title)));
        line(0, "front matter " + place(runbook.frontMatter().range()));
        runbook.frontMatter().entries().forEach(entry -> entry(1, entry));
        runbook.iqComments().forEach(this::comment);
        runbook.sections().forEach(section -> section(0, section));
        runbook.triggers().forEach(t -> line(0, "trigger " + quote(t.text()) + within(t.within()) + place(t.range())));
        runbook.checklist().forEach(item -> item("check", item));
        runbook.tasks().forEach(item -> item("task", item));
        runbook.steps().forEach(this::step);
        runbook.settleTime().ifPresent(s -> line(0, "settle " + span(s.value()) + place(s.range())));
        runbook.services().forEach(this::service);
        runbook.postActions().forEach(this::action);
    }

    private void entry(int depth, FrontMatterEntry entry) {
        line(depth, place(entry.key()));
        value(depth + 1, entry.value());
    }

    private void value(int depth, FrontMatterValue value) {
        if (value instanceof Scalar scalar) {
            line(depth, quote(scalar.text()) + place(scalar.range()));
        } else if (value instanceof Items items) {
            line(depth, "items" + place(items.range()));
            items.items().forEach(item -> value(depth + 1, item));
        } else if (value instanceof Mapping mapping) {
            line(depth, "mapping" + place(mapping.range()));
            mapping.entries().forEach(entry -> entry(depth + 1, entry));
        }
    }

    private void comment(IqComment comment) {
        var section = comment.section() == null
                ? "no section"
                : quote(comment.section().title().value());
        line(0, "iq in " + section + place(comment.range()));
        comment.fields().forEach(field -> line(1, place(field.key()) + " = " + place(field.value())));
    }

    private void section(int depth, Section section) {
        line(
                depth,
                "section " + section.level() + " " + section.kind() + " " + place(section.title())
                        + place(section.range()) + " body" + place(section.bodyRange()));
        section.children().forEach(child -> section(depth + 1, child));
    }

    private void item(String what, ChecklistItem item) {
        line(
                0,
                what + " [" + (item.checked() ? "x" : " ") + "] " + quote(item.text()) + places(item.channels())
                        + " codes" + places(item.codes()) + place(item.range()));
    }

    private void action(PostAction action) {
        var channel = action.channel() == null ? "" : " to " + place(action.channel());
        line(0, "afterwards " + quote(action.text()) + within(action.within()) + channel + place(action.range()));
    }

    private void service(ServiceNote note) {
        var time = note.rollbackTime();
        var shown = time == null
                ? "-"
                : (time.value().approximate() ? "~" : "") + span(time.value().span()) + place(time.range());
        line(
                0,
                "service " + place(note.service()) + " " + note.risk().level() + " "
                        + quote(note.risk().note()) + place(note.risk().range()) + " " + shown + " "
                        + (note.owner() == null ? "-" : place(note.owner())) + place(note.range()));
        note.extra().forEach((title, cell) -> line(1, quote(title) + " " + place(cell)));
    }

    private void step(Step step) {
        line(0, "step " + step.number() + " " + place(step.title()) + place(step.range()));
        step.paragraphs().forEach(paragraph -> line(1, "says " + place(paragraph)));
        for (var block : step.codeBlocks()) {
            line(1, "code " + block.language() + place(block.range()));
            script(2, block.script());
        }
    }

    private void script(int depth, Script script) {
        script.comments().forEach(c -> line(depth, "# " + quote(c.text()) + place(c.range())));
        script.commands().forEach(command -> command(depth, command));
    }

    private void command(int depth, Command command) {
        line(
                depth,
                (command.isOpaque() ? "opaque " : "command ")
                        + (command.joint() == Joint.START ? "" : command.joint() + " ")
                        + place(command.range()));
        command.assignments()
                .forEach(a -> line(depth + 1, "assign " + a.name() + " " + word(a.value()) + place(a.range())));
        line(depth + 1, "program " + words(command.programWords()));
        command.options()
                .forEach(o -> line(depth + 1, "option " + o.name() + " " + words(o.values()) + place(o.range())));
        command.redirections()
                .forEach(r -> line(depth + 1, "redirect " + r.operator() + " " + word(r.target()) + place(r.range())));
        command.words()
                .forEach(word -> word.keyValues()
                        .ifPresent(values -> values.entries()
                                .forEach(value -> line(
                                        depth + 1,
                                        "pair " + value.key() + " = " + word(value.value()) + place(value.range())))));
        command.substitutions().forEach(script -> script(depth + 2, script));
    }

    private static String words(List<Word> words) {
        return String.join(" ", words.stream().map(RunbookDump::word).toList());
    }

    private static String word(Word word) {
        var parts = word.parts().stream().map(RunbookDump::part).toList();
        return "[" + String.join("", parts) + place(word.range()) + "]";
    }

    private static String part(WordPart part) {
        if (part instanceof WordPart.Literal literal) {
            return literal.text().replace("\n", "\\n");
        }
        if (part instanceof WordPart.Quoted quoted) {
            return quoted.style() + "("
                    + String.join(
                            "", quoted.parts().stream().map(RunbookDump::part).toList()) + ")";
        }
        return part.getClass().getSimpleName() + "{" + part.text().replace("\n", "\\n") + "}";
    }

    private void line(int depth, Object text) {
        dump.append("  ".repeat(depth)).append(text).append('\n');
    }

    private static String places(List<Located<String>> texts) {
        return texts.stream().map(text -> " " + place(text)).reduce("", String::concat);
    }

    private static String within(java.time.@org.jspecify.annotations.Nullable Duration within) {
        return within == null ? "" : " within " + within;
    }

    private static String span(DurationRange span) {
        return span.min().equals(span.max()) ? span.min().toString() : span.min() + ".." + span.max();
    }

    private static String place(Located<String> text) {
        return quote(text.value()) + place(text.range());
    }

    private static String place(SourceRange range) {
        return " @" + range.start() + "-" + range.end();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\n", "\\n") + "\"";
    }
}
