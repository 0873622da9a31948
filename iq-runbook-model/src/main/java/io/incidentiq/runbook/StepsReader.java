package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/**
 * Reads the steps: each heading below that of the steps is one; where there is none, each item of a numbered list; where
 * there is none either, the section as a whole if there is code in it.
 */
final class StepsReader {
    private static final Pattern NUMBERED = Pattern.compile(
            "(?:step\\s{1,3})?(?<number>[0-9]{1,4}+)\\s{0,3}[.):–—-]{0,2}\\s{1,3}(?=\\S)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TITLE = 200;

    private final Reading reading;
    private final Places places;
    private final CodeReader code;
    private final SettleTime settleTime;
    private final List<Step> steps = new ArrayList<>();

    StepsReader(Reading reading, CodeReader code, Places places, SettleTime settleTime) {
        this.reading = reading;
        this.places = places;
        this.settleTime = settleTime;
        this.code = code;
    }

    /** @param passages all code of the text: where no heading is that of steps, each heading above some of it is one */
    List<Step> read(Outline outline, List<CodePassage> passages) {
        outline.ofKind(SectionKind.STEPS).forEach(this::section);
        boolean hasCommands =
                passages.stream().anyMatch(p -> !p.code().script().commands().isEmpty());
        if (steps.isEmpty() && hasCommands) {
            reading.log()
                    .warning(
                            "steps-missing",
                            reading.source().range(0, 0),
                            "no steps below a heading such as \"Rollback Steps\"; commands are read wherever they stand");
            var starts = new TreeSet<Integer>();
            passages.forEach(p -> starts.add(p.code().range().start().offset()));
            outline.parts().stream()
                    .filter(part -> holds(part.blocks(), starts))
                    .forEach(part -> heading(part, part.blocks()));
        } else if (steps.isEmpty()) {
            reading.log()
                    .error(
                            "steps-missing",
                            reading.source().range(0, 0),
                            "no steps below a heading such as \"Rollback Steps\"; add \"### 1. …\" with its commands");
        }
        return steps;
    }

    private boolean holds(List<Node> blocks, NavigableSet<Integer> starts) {
        if (blocks.isEmpty()) {
            return false;
        }
        var first = starts.ceiling(places.start(blocks.get(0)));
        return first != null && first < places.end(blocks.get(blocks.size() - 1));
    }

    private void section(Outline.Part part) {
        var numbered = new ArrayList<ListItem>();
        part.blocks().forEach(block -> collectItems(block, numbered));
        if (!part.children().isEmpty()) {
            part.children().forEach(child -> heading(child, child.allBlocks()));
            reportCode(part.blocks());
        } else if (!numbered.isEmpty()) {
            numbered.forEach(this::item);
        } else if (part.blocks().stream().anyMatch(CodeReader::isCode)) {
            add(
                    nextNumber(),
                    part.title(),
                    contents(part.blocks()),
                    reading.source().range(part.start(), part.end()));
        }
    }

    private static void collectItems(Node block, List<ListItem> items) {
        if (block instanceof OrderedList) {
            for (var node = block.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof ListItem item) {
                    items.add(item);
                }
            }
        }
    }

    private void reportCode(List<Node> blocks) {
        for (var block : blocks) {
            if (CodeReader.isCode(block)) {
                reading.log()
                        .warning(
                                "code-outside-steps",
                                reading.source().line(places.start(block)),
                                "code before the first step belongs to none; its commands are read all the same, move it below a step");
            }
        }
    }

    private void heading(Outline.Part part, List<Node> blocks) {
        var title = part.title().value();
        var matcher = NUMBERED.matcher(title);
        boolean numbered = title.length() <= LONGEST_TITLE && matcher.lookingAt();
        int number = numbered ? Integer.parseInt(matcher.group("number")) : nextNumber();
        var shown = numbered ? title.substring(matcher.end()) : title;
        var range = reading.source().range(part.start(), part.end());
        add(number, new Located<>(shown, part.title().range()), contents(blocks), range);
    }

    private void item(ListItem item) {
        var blocks = new ArrayList<Node>();
        for (var node = item.getFirstChild(); node != null; node = node.getNext()) {
            blocks.add(node);
        }
        var contents = contents(blocks);
        var range = places.range(item);
        var title = contents.paragraphs.isEmpty()
                ? new Located<>("", range)
                : contents.paragraphs.get(0).located();
        add(nextNumber(), title, contents, range);
    }

    private int nextNumber() {
        return steps.isEmpty() ? 1 : steps.get(steps.size() - 1).number() + 1;
    }

    private void add(int number, Located<String> title, Contents contents, SourceRange range) {
        if (!steps.isEmpty() && number != nextNumber()) {
            reading.log()
                    .warning(
                            "step-number",
                            title.range(),
                            "step %d %s comes after step %d; expected %d, number the steps in their order"
                                    .formatted(
                                            number,
                                            DiagnosticLog.quote(title.value()),
                                            nextNumber() - 1,
                                            nextNumber()));
        }
        var paragraphs = contents.paragraphs.stream().map(Excerpt::located).toList();
        steps.add(new Step(number, title, contents.code, paragraphs, range));
    }

    /** What stands in a step, lists included. */
    private static final class Contents {
        private final List<CodeBlock> code = new ArrayList<>();
        private final List<Excerpt> paragraphs = new ArrayList<>();
    }

    private Contents contents(List<Node> blocks) {
        var contents = new Contents();
        blocks.forEach(block -> collect(block, contents));
        return contents;
    }

    private void collect(Node block, Contents contents) {
        var read = code.read(block);
        if (read != null) {
            contents.code.add(read);
            read.script().allComments().forEach(comment -> settleTime.offer(excerpt(comment.range())));
        } else if (block instanceof Paragraph) {
            var text = InlineText.of(places, block).text();
            settleTime.offer(text);
            contents.paragraphs.add(text);
        } else {
            for (var node = block.getFirstChild(); node != null; node = node.getNext()) {
                collect(node, contents);
            }
        }
    }

    private Excerpt excerpt(SourceRange range) {
        return Excerpt.of(reading.source(), range.start().offset(), range.end().offset());
    }
}
