package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
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

    /** Returns the lines of a block, each on its own; a checkbox of HTML is {@code [ ]} or {@code [x]} in them. */
    static List<InlineText> lines(Places places, Node block) {
        if (block.getFirstChild() instanceof Text only && only.getNext() == null) {
            return List.of(of(places, block));
        }
        var collector = new Collector(places, block);
        collector.lines = new ArrayList<>();
        return collector.collectLines(block, collector.lines);
    }

    /** Walks over the inline content of one block. */
    private static final class Collector {
        private final Places places;
        private Excerpt.Builder text;
        private List<Located<String>> codes = new ArrayList<>();
        private @Nullable List<InlineText> lines;
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

        List<InlineText> collectLines(Node block, List<InlineText> into) {
            into.add(collect(block));
            return into;
        }

        private void endLine(List<InlineText> into) {
            into.add(new InlineText(text.build().strip(), codes));
            text = new Excerpt.Builder(places.source());
            codes = new ArrayList<>();
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
                lineBreak();
            } else if (node instanceof HtmlInline html && lines != null) {
                html(html);
            }
        }

        private void lineBreak() {
            if (lines == null) {
                text.add(" ", last, last);
            } else {
                endLine(lines);
            }
        }

        private void html(HtmlInline html) {
            var box = HtmlTasks.box(html.getLiteral());
            if (box != null) {
                add(box, places.start(html), places.end(html));
            } else if (html.getLiteral().regionMatches(true, 0, "<br", 0, 3)) {
                lineBreak();
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
