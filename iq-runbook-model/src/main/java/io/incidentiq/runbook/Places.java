package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.SourceText;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Where the nodes of a Markdown tree stand in the text, of which the Markdown may be a later part. */
final class Places {
    private final SourceText source;
    private final int base;

    Places(SourceText source, int base) {
        this.source = source;
        this.base = base;
    }

    SourceText source() {
        return source;
    }

    /** Returns where a node starts; the start of the Markdown if it has no place of its own. */
    int start(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty() ? base : base + spans.get(0).getInputIndex();
    }

    int end(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return base;
        }
        var last = spans.get(spans.size() - 1);
        return base + last.getInputIndex() + last.getLength();
    }

    /** Returns where a block ends but for the blanks behind its last line. */
    int endOfText(Node block) {
        int start = start(block);
        int end = end(block);
        while (end > start && isBlank(source.text().charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    SourceRange range(Node node) {
        return source.range(start(node), end(node));
    }
}
