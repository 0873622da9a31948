package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** The items of lists, those of lists within lists among them, in text order. An item without text is none. */
final class ListItems {
    private static final Pattern CHANNEL = Pattern.compile("#(?<![\\w#&/]#)[A-Za-z][\\w-]{0,79}+(?![\\w/])");

    private final Places places;
    private final List<Item> items = new ArrayList<>();

    private ListItems(Places places) {
        this.places = places;
    }

    /**
     * An item without the items below it.
     *
     * @param text of all its paragraphs, without {@code [ ]}
     * @param checked null unless it starts with {@code [ ]} or {@code [x]}
     */
    record Item(Excerpt text, @Nullable Boolean checked, List<Located<String>> codes, SourceRange range) {
        /** Returns {@code #name} in prose or code; a number sign before digits only is none. */
        List<Located<String>> channels() {
            if (text.text().indexOf('#') < 0) {
                return List.of();
            }
            var found = new ArrayList<Located<String>>();
            var matcher = CHANNEL.matcher(text.text());
            while (matcher.find()) {
                found.add(new Located<>(matcher.group(), text.range(matcher.start(), matcher.end())));
            }
            return found;
        }
    }

    static List<Item> in(List<Node> blocks, Places places) {
        var reader = new ListItems(places);
        for (var block : blocks) {
            if (block instanceof ListBlock list) {
                reader.list(list);
            }
        }
        return reader.items;
    }

    private void list(ListBlock list) {
        for (var node = list.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListItem item) {
                item(item);
            }
        }
    }

    private void item(ListItem item) {
        var paragraphs = new ArrayList<Excerpt>();
        var codes = new ArrayList<Located<String>>();
        int end = -1;
        for (var node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph) {
                var inline = InlineText.of(places, node);
                paragraphs.add(inline.text());
                codes.addAll(inline.codes());
                end = places.endOfText(node);
            }
        }
        if (end >= 0) {
            add(joined(paragraphs), codes, places.source().range(places.start(item), end));
        }
        for (var node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListBlock nested) {
                list(nested);
            }
        }
    }

    private Excerpt joined(List<Excerpt> paragraphs) {
        if (paragraphs.size() == 1) {
            return paragraphs.get(0);
        }
        var text = new Excerpt.Builder(places.source());
        for (var paragraph : paragraphs) {
            int start = paragraph.range().start().offset();
            text.add(text.length() == 0 ? "" : " ", start, start).add(paragraph);
        }
        return text.build();
    }

    private void add(Excerpt text, List<Located<String>> codes, SourceRange range) {
        var checked = checked(text.text());
        var shown = checked == null ? text : text.part(3, text.text().length()).strip();
        if (!shown.text().isEmpty()) {
            items.add(new Item(shown, checked, codes, range));
        }
    }

    private static @Nullable Boolean checked(String text) {
        boolean box = text.length() >= 3
                && text.charAt(0) == '['
                && " xX".indexOf(text.charAt(1)) >= 0
                && text.charAt(2) == ']'
                && (text.length() == 3 || Character.isWhitespace(text.charAt(3)));
        return box ? Boolean.valueOf(text.charAt(1) != ' ') : null;
    }
}
