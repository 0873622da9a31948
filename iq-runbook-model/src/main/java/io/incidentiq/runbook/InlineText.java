package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * The plain text of a block: its inline content without markup and HTML, a line break as a space.
 *
 * @param text without white space at its ends
 * @param codes the code spans in text order; their range is that of their text
 */
record InlineText(Excerpt text, List<Located<String>> codes) {
    InlineText {
        codes = List.copyOf(codes);
    }

    static InlineText of(Places places, Node block) {
        if (block.getFirstChild() instanceof Text only && only.getNext() == null) {
            var text = Excerpt.of(places.source(), only.getLiteral(), places.start(only), places.end(only));
            return new InlineText(text.strip(), List.of());
        }
        return new Collector(places, block).collect(block);
    }

    /** Walks over the inline content of one block. */
    private static final class Collector {
        private final Places places;
        private final Excerpt.Builder text;
        private final List<Located<String>> codes = new ArrayList<>();
        private int last;

        Collector(Places places, Node block) {
            this.places = places;
            this.text = new Excerpt.Builder(places.source());
            this.last = places.start(block);
        }

        InlineText collect(Node block) {
            var node = block.getFirstChild();
            while (node != null) {
                add(node);
                node = next(node, block);
            }
            return new InlineText(text.build().strip(), codes);
        }

        private static @Nullable Node next(Node node, Node root) {
            var next = node.getFirstChild();
            var at = node;
            while (next == null && at != null && at != root) {
                next = at.getNext();
                at = at.getParent();
            }
            return next;
        }

        private void add(Node node) {
            if (node instanceof Text literal) {
                add(literal.getLiteral(), places.start(node), places.end(node));
            } else if (node instanceof Code code) {
                code(code);
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.add(" ", last, last);
            }
        }

        private void add(String literal, int start, int end) {
            text.add(literal, start, end);
            last = end;
        }

        private void code(Code code) {
            var literal = code.getLiteral();
            int start = places.start(code);
            int end = places.end(code);
            int delimiter = (end - start - literal.length()) / 2;
            if (places.source().text().startsWith(literal, start + delimiter)) {
                start += delimiter;
                end = start + literal.length();
            }
            codes.add(new Located<>(literal, places.source().range(start, end)));
            add(literal, start, end);
        }
    }
}
