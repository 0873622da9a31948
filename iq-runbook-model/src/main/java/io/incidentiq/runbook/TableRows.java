package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/**
 * The rows of a table, its head first. Cells are looked up in the source again: the places that commonmark gives them are
 * off by one for each escaped {@code \|} before.
 */
final class TableRows {
    private final Places places;
    private final List<Row> rows = new ArrayList<>();

    private TableRows(Places places) {
        this.places = places;
    }

    /**
     * A row.
     *
     * @param cells as plain text; only those that are written, a row may have less than the head
     */
    record Row(List<Located<String>> cells, SourceRange range) {}

    static List<Row> of(TableBlock table, Places places) {
        var reader = new TableRows(places);
        for (var group = table.getFirstChild(); group != null; group = group.getNext()) {
            for (var row = group.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    reader.row(row);
                }
            }
        }
        return reader.rows;
    }

    private void row(Node row) {
        var written = cells(places.start(row), places.end(row));
        var cells = new ArrayList<Located<String>>();
        var cell = row.getFirstChild();
        for (int i = 0; i < written.size() && cell != null; i++) {
            var text = InlineText.of(places, cell).text().text();
            cells.add(new Located<>(text, written.get(i)));
            cell = cell.getNext();
        }
        rows.add(new Row(cells, places.range(row)));
    }

    private List<SourceRange> cells(int start, int end) {
        var text = places.source().text();
        var cells = new ArrayList<SourceRange>();
        int from = skipBlanks(text, start, end);
        from = from < end && text.charAt(from) == '|' ? from + 1 : from;
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '\\' && i + 1 < end && text.charAt(i + 1) == '|') {
                i++;
            } else if (text.charAt(i) == '|') {
                cells.add(stripped(text, from, i));
                from = i + 1;
            }
        }
        if (skipBlanks(text, from, end) < end) {
            cells.add(stripped(text, from, end));
        }
        return cells;
    }

    private SourceRange stripped(String text, int from, int to) {
        int start = skipBlanks(text, from, to);
        int end = to;
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return places.source().range(start, end);
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
