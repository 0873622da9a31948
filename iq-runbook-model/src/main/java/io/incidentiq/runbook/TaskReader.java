package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks wherever a box makes one: in lists, quotes, tables, HTML, plain lines and code. Below the heading of a
 * checklist, a list item and a table row is one without a box, too.
 */
final class TaskReader {
    private static final Pattern MARKER = Pattern.compile("(?:[-*+•]|[0-9]{1,9}+[.)])\\s{1,9}+");
    private static final Pattern CODE_LINE = Pattern.compile(
            "[\\s>]{0,99}+(?:(?:#{1,6}+|//|--|;|::|REM)\\s{0,9}+)?+(?:(?:[-*+•]|[0-9]{1,9}+[.)])\\s{1,9}+)?+");

    private final Places places;
    private final boolean plainToo;
    private final List<ListItems.Item> items = new ArrayList<>();

    private TaskReader(Places places, boolean plainToo) {
        this.places = places;
        this.plainToo = plainToo;
    }

    /** Returns what has a box. */
    static List<ListItems.Item> tasks(Node document, Places places) {
        var reader = new TaskReader(places, false);
        reader.children(document);
        return reader.items;
    }

    /** Returns what has a box, and the list items and table rows without one. */
    static List<ListItems.Item> checklist(List<Node> blocks, Places places) {
        var reader = new TaskReader(places, true);
        blocks.forEach(reader::block);
        return reader.items;
    }

    private void children(Node parent) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node);
        }
    }

    private void block(Node node) {
        if (node instanceof Paragraph || node instanceof Heading) {
            lines(InlineText.lines(places, node), false, places.range(node));
        } else if (node instanceof ListItem) {
            listItem(node);
        } else if (node instanceof TableBlock table) {
            table(TableRows.of(table, places));
        } else if (node instanceof HtmlBlock) {
            html(HtmlTasks.lines(places.source(), places.range(node)));
        } else if (CodeReader.isCode(node)) {
            code(places.start(node), places.end(node));
        } else if (node instanceof Block) {
            children(node);
        }
    }

    private void listItem(Node item) {
        var lines = new ArrayList<InlineText>();
        int end = -1;
        for (var node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph) {
                lines.addAll(InlineText.lines(places, node));
                end = places.endOfText(node);
            }
        }
        if (end >= 0) {
            lines(lines, plainToo, places.source().range(places.start(item), end));
        }
        for (var node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (!(node instanceof Paragraph)) {
                block(node);
            }
        }
    }

    /** A task, or an item without a box, while its lines are collected. */
    private static final class Draft {
        private final @Nullable Boolean checked;
        private final List<Excerpt> lines = new ArrayList<>();
        private final List<Located<String>> codes = new ArrayList<>();

        Draft(@Nullable Boolean checked) {
            this.checked = checked;
        }
    }

    /** @param plain whether what has no box is an item as well */
    private void lines(List<InlineText> lines, boolean plain, SourceRange whole) {
        var drafts = new ArrayList<Draft>();
        for (var line : lines) {
            var text = unmarked(line.text());
            var box = TaskBox.at(text.text());
            if (box != null) {
                drafts.add(new Draft(box.checked()));
            } else if (drafts.isEmpty()) {
                drafts.add(new Draft(null));
            }
            var draft = drafts.get(drafts.size() - 1);
            draft.lines.add(box == null ? line.text() : rest(text, box));
            draft.codes.addAll(line.codes());
        }
        for (var draft : drafts) {
            if (draft.checked != null || plain) {
                var text = joined(draft.lines);
                add(text, draft.checked, draft.codes, drafts.size() == 1 ? whole : text.range());
            }
        }
    }

    private static Excerpt unmarked(Excerpt line) {
        var marker = MARKER.matcher(line.text());
        return marker.lookingAt() ? line.part(marker.end(), line.text().length()) : line;
    }

    private static Excerpt rest(Excerpt text, TaskBox box) {
        return text.part(box.length(), text.text().length()).strip();
    }

    private Excerpt joined(List<Excerpt> lines) {
        var written = lines.stream().filter(line -> !line.text().isEmpty()).toList();
        if (written.size() == 1) {
            return written.get(0);
        }
        var text = new Excerpt.Builder(places.source());
        for (var line : written) {
            int start = line.range().start().offset();
            text.add(text.length() == 0 ? "" : " ", start, start).add(line);
        }
        return text.build();
    }

    private void add(Excerpt text, @Nullable Boolean checked, List<Located<String>> codes, SourceRange range) {
        if (text.text().codePoints().anyMatch(Character::isLetterOrDigit) || (checked == null && !isBlank(text))) {
            items.add(new ListItems.Item(text, checked, codes, range));
        }
    }

    private static boolean isBlank(Excerpt text) {
        return text.text().isBlank();
    }

    /** A cell of a row: its box, and the text without it; a number alone is no text. */
    private record Cell(@Nullable TaskBox box, String text, SourceRange range) {
        private boolean isTask() {
            return box != null && !text.isEmpty();
        }

        private boolean isEmpty() {
            return box == null && text.isEmpty();
        }
    }

    private void table(List<TableRows.Row> rows) {
        var read = rows.stream().map(this::cells).toList();
        boolean boxedBody = read.stream().skip(1).anyMatch(TaskReader::isBoxed);
        for (int i = boxedBody ? 1 : 0; i < rows.size(); i++) {
            row(rows.get(i), read.get(i), plainToo && i > 0);
        }
    }

    private List<Cell> cells(TableRows.Row row) {
        return row.cells().stream().map(this::cell).toList();
    }

    private Cell cell(Located<String> cell) {
        var html = cell.value().isEmpty()
                ? HtmlTasks.box(cell.range().cut(places.source().text()))
                : null;
        var box = TaskBox.at(html == null ? cell.value() : html);
        var text = box == null || html != null ? cell.value() : cell.value().substring(box.length());
        boolean number = text.chars().allMatch(c -> Character.isDigit(c) || c == '.');
        return new Cell(box, number ? "" : text.strip(), cell.range());
    }

    private static boolean isBoxed(List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.box() != null);
    }

    /** Where each cell has a box and a text, each is a task; else the row is one. */
    private void row(TableRows.Row row, List<Cell> cells, boolean plain) {
        var tasks = cells.stream().filter(Cell::isTask).toList();
        boolean each = cells.stream().allMatch(cell -> cell.isTask() || cell.isEmpty());
        if (each && tasks.size() > 1) {
            tasks.forEach(task -> addRow(task.text(), isChecked(List.of(task)), task.range()));
        } else if (isBoxed(cells)) {
            addRow(joinedCells(cells), isChecked(cells), row.range());
        } else if (plain) {
            addRow(joinedCells(cells), null, row.range());
        }
    }

    private static boolean isChecked(List<Cell> cells) {
        return cells.stream().allMatch(cell -> cell.box() == null || cell.box().checked());
    }

    private static String joinedCells(List<Cell> cells) {
        return cells.stream().map(Cell::text).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    private void addRow(String text, @Nullable Boolean checked, SourceRange range) {
        add(
                Excerpt.of(
                        places.source(),
                        text,
                        range.start().offset(),
                        range.end().offset()),
                checked,
                List.of(),
                range);
    }

    private void html(List<HtmlTasks.Line> lines) {
        @Nullable TaskBox alone = null;
        for (var line : lines) {
            var text = unmarked(line.text());
            var found = TaskBox.at(text.text());
            var box = found == null ? alone : found;
            var rest = found == null ? text : rest(text, found);
            alone = found != null && rest.text().isEmpty() ? found : null;
            if (box != null || (plainToo && line.item())) {
                add(rest, box == null ? null : box.checked(), List.of(), rest.range());
            }
        }
    }

    private void code(int start, int end) {
        var source = places.source();
        for (int line = start; line < end; line = source.nextLine(line)) {
            int to = Math.min(end, source.lineEnd(line));
            var prefix = CODE_LINE.matcher(source.text()).region(line, to);
            int from = prefix.lookingAt() ? prefix.end() : line;
            var text = Excerpt.of(source, from, to);
            var box = TaskBox.at(text.text());
            if (box != null
                    && box.length() < text.text().length()
                    && text.text().charAt(box.length()) == ' ') {
                var rest = rest(text, box);
                add(rest, box.checked(), List.of(), rest.range());
            }
        }
    }
}
