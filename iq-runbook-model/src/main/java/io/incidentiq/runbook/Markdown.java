package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Markdown with tables. Task items are told by {@link ListItems}: the extension for them gets their places wrong. */
final class Markdown {
    /** Empty cells count: a few lines below a wide head make millions of them. */
    private static final int MOST_CELLS = 50_000;

    private final Parser withTables;
    private final Parser withoutTables;

    Markdown(int depth) {
        withTables = builder(depth)
                .extensions(
                        List.of(TablesExtension.builder().maxCells(MOST_CELLS).build()))
                .build();
        withoutTables = builder(depth).build();
    }

    private static Parser.Builder builder(int depth) {
        return Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(depth + 2)
                .maxInlineNesting(depth);
    }

    Node parse(String text, SourceRange start, DiagnosticLog log) {
        try {
            return withTables.parse(text);
        } catch (IllegalArgumentException tooManyCells) {
            log.error(
                    "table-too-large",
                    start,
                    "tables of more than %d cells together; all are read as plain text, make them smaller"
                            .formatted(MOST_CELLS));
            return parseWithoutTables(text, start, log);
        } catch (StackOverflowError | RuntimeException broken) {
            return unreadable(start, log);
        }
    }

    private Node parseWithoutTables(String text, SourceRange start, DiagnosticLog log) {
        try {
            return withoutTables.parse(text);
        } catch (StackOverflowError | RuntimeException broken) {
            return unreadable(start, log);
        }
    }

    private static Node unreadable(SourceRange start, DiagnosticLog log) {
        log.error(
                "markdown-unreadable", start, "Markdown that the reader breaks on; nothing is read, simplify the text");
        return new Document();
    }
}
