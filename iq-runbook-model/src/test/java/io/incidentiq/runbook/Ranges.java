package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourcePosition;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks that every part of a result lies in the text, and where it can be said, that it stands there. */
final class Ranges {
    private final String text;
    private final int[] lineStarts;
    private final List<SourceRange> ranges = new ArrayList<>();

    private Ranges(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    static void check(ParseResult result, String text) {
        var checker = new Ranges(text);
        checker.collect(result.runbook());
        result.diagnostics().forEach(diagnostic -> checker.ranges.add(diagnostic.range()));
        checker.ranges.forEach(checker::inText);
    }

    private static int[] lineStarts(String text) {
        var matcher = java.util.regex.Pattern.compile("\r\n|\r|\n").matcher(text);
        var starts = new ArrayList<>(List.of(0));
        while (matcher.find()) {
            starts.add(matcher.end());
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private void collect(Runbook runbook) {
        runbook.frontMatter()
                .entries()
                .forEach(entry -> ranges.add(entry.value().range()));
        runbook.iqComments().forEach(comment -> {
            ranges.add(comment.range());
            comment.fields().forEach(field -> {
                stands(field.key());
                stands(field.value());
            });
        });
        runbook.sections().stream().flatMap(s -> s.flatten().stream()).forEach(section -> {
            ranges.add(section.range());
            ranges.add(section.bodyRange());
        });
        runbook.triggers().forEach(trigger -> ranges.add(trigger.range()));
        runbook.checklist().forEach(this::item);
        runbook.steps().forEach(this::step);
        runbook.settleTime().ifPresent(settle -> ranges.add(settle.range()));
        runbook.services().forEach(this::service);
        runbook.postActions().forEach(action -> ranges.add(action.range()));
    }

    private void item(ChecklistItem item) {
        ranges.add(item.range());
        var source = cut(item.range());
        if (!source.contains("`")) {
            item.channels().forEach(this::stands);
        }
        if (source.matches("[-\\w ,.()\\[\\]]*")) {
            assertThat(source).endsWith(item.text());
        }
    }

    private void step(Step step) {
        ranges.add(step.range());
        ranges.add(step.title().range());
        step.paragraphs().forEach(paragraph -> ranges.add(paragraph.range()));
        for (var block : step.codeBlocks()) {
            ranges.add(block.range());
            block.script().allComments().forEach(comment -> {
                ranges.add(comment.range());
                assertThat(asRead(cut(comment.range()))).startsWith("#").contains(asRead(comment.text()));
            });
            block.script().allCommands().forEach(this::command);
        }
    }

    private void command(Command command) {
        ranges.add(command.range());
        stands(command.text(), command.range());
        command.words().forEach(this::word);
        command.assignments().forEach(assignment -> word(assignment.value()));
        command.words()
                .forEach(word ->
                        word.keyValues().ifPresent(pairs -> pairs.entries().forEach(pair -> word(pair.value()))));
        if (command.words().size() < 1000) {
            command.options().forEach(option -> option.values().forEach(this::word));
        }
    }

    private void word(Word word) {
        ranges.add(word.range());
        stands(word.text(), word.range());
        word.flatParts().forEach(part -> ranges.add(part.range()));
        word.placeholders().forEach(placeholder -> stands(placeholder.text(), placeholder.range()));
    }

    private void service(ServiceNote note) {
        ranges.add(note.range());
        ranges.add(note.risk().range());
        var cells = new ArrayList<>(note.extra().values());
        cells.add(note.service());
        for (var cell : cells) {
            ranges.add(cell.range());
            if (cell.value().matches("[\\w ]*")) {
                assertThat(cut(cell.range())).contains(cell.value());
            }
        }
    }

    private void stands(Located<String> located) {
        ranges.add(located.range());
        stands(located.value(), located.range());
    }

    /** A part of one line stands in the text as it was read, but for NUL. */
    private void stands(String read, SourceRange range) {
        if (range.start().line() == range.end().line()) {
            assertThat(asRead(cut(range))).isEqualTo(asRead(read));
        }
    }

    private static String asRead(String source) {
        return source.replace('\0', '\uFFFD');
    }

    private String cut(SourceRange range) {
        inText(range);
        return range.cut(text);
    }

    private void inText(SourceRange range) {
        inText(range.start());
        inText(range.end());
    }

    private void inText(SourcePosition position) {
        int found = Arrays.binarySearch(lineStarts, position.offset());
        int line = found >= 0 ? found : -found - 2;
        if (position.offset() > text.length()
                || position.line() != line + 1
                || position.column() != position.offset() - lineStarts[line] + 1) {
            throw new AssertionError(position + "@" + position.offset() + " is no place of the text");
        }
    }
}
