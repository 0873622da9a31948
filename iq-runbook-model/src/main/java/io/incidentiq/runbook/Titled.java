package io.incidentiq.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;

/**
 * Lists and tables of a checklist whose title is no heading: a bold line, a line that ends with a colon, or the summary of
 * HTML details. The title counts up to the next one, or the next heading.
 */
final class Titled {
    private static final int LONGEST_TITLE = 100;

    private Titled() {}

    static List<Node> lists(Node document, Places places) {
        var lists = new ArrayList<Node>();
        boolean checklist = false;
        for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading || CodeReader.isCode(node)) {
                checklist = false;
            }
            var title = title(node, places);
            if (title.isPresent()) {
                checklist = SectionKind.ofTitle(title.get()) == SectionKind.CHECKLIST;
            }
            boolean holdsItems = node instanceof ListBlock || node instanceof TableBlock || node instanceof BlockQuote;
            if (checklist && (holdsItems || node instanceof HtmlBlock)) {
                lists.add(node);
            }
        }
        return lists;
    }

    /** Returns what a block says as a title: a bold line, a line with a colon at its end, or the summary of details. */
    static Optional<String> title(Node node, Places places) {
        if (node instanceof HtmlBlock) {
            return summary(places.range(node).cut(places.source().text()), node, places);
        }
        if (!(node instanceof Paragraph)) {
            return Optional.empty();
        }
        var text = InlineText.of(places, node).text().text();
        boolean bold = node.getFirstChild() instanceof StrongEmphasis strong
                && (strong.getNext() == null || text.endsWith(":"));
        boolean named = bold || text.endsWith(":") || text.endsWith("：");
        return named && text.length() <= LONGEST_TITLE ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> summary(String html, Node node, Places places) {
        boolean summary = html.contains("<summary") || html.contains("<SUMMARY");
        if (!summary) {
            return html.contains("</details>") ? Optional.of("") : Optional.empty();
        }
        return HtmlTasks.lines(places.source(), places.range(node)).stream()
                .findFirst()
                .map(line -> line.text().text());
    }
}
