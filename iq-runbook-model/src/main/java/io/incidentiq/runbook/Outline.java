package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** The headings of a document as a tree, and the blocks below each. */
final class Outline {
    private final Places places;
    private final List<Part> parts = new ArrayList<>();
    private final List<Part> roots = new ArrayList<>();

    private Outline(Places places) {
        this.places = places;
    }

    /** A heading, its own blocks and its children, while the tree is built. */
    static final class Part {
        private final int level;
        private final SectionKind kind;
        private final Located<String> title;
        private final int start;
        private final List<Node> blocks = new ArrayList<>();
        private final List<Part> children = new ArrayList<>();
        private int bodyEnd = -1;
        private int end = -1;

        Part(int level, SectionKind kind, Located<String> title, int start) {
            this.level = level;
            this.kind = kind;
            this.title = title;
            this.start = start;
        }

        SectionKind kind() {
            return kind;
        }

        Located<String> title() {
            return title;
        }

        List<Node> blocks() {
            return blocks;
        }

        List<Part> children() {
            return children;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        /** Returns its own blocks and those of all parts below it, in text order. */
        List<Node> allBlocks() {
            if (children.isEmpty()) {
                return blocks;
            }
            var all = new ArrayList<>(blocks);
            for (var child : children) {
                all.addAll(child.allBlocks());
            }
            return all;
        }

        private Section section(SourceText source) {
            return new Section(
                    level,
                    kind,
                    title,
                    source.range(start, end),
                    source.range(title.range().end().offset(), bodyEnd),
                    sections(children, source));
        }
    }

    static Outline of(Node document, Places places) {
        var outline = new Outline(places);
        var open = new ArrayList<Part>();
        for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                outline.open(heading, open);
            } else if (!open.isEmpty()) {
                open.get(open.size() - 1).blocks.add(node);
            }
        }
        outline.close(open, 1, places.source().length());
        return outline;
    }

    private void open(Heading heading, List<Part> open) {
        int start = places.start(heading);
        if (!open.isEmpty()) {
            var before = open.get(open.size() - 1);
            before.bodyEnd = before.bodyEnd < 0 ? start : before.bodyEnd;
        }
        close(open, heading.getLevel(), start);
        var title = InlineText.of(places, heading).text().text();
        boolean titlesAll = parts.isEmpty() && heading.getLevel() == 1 && nextLevel(heading) > 1;
        boolean inside = open.stream().anyMatch(part -> part.kind != SectionKind.OTHER);
        var kind = titlesAll || inside ? SectionKind.OTHER : SectionKind.ofTitle(title);
        var part = new Part(heading.getLevel(), kind, new Located<>(title, places.range(heading)), start);
        (open.isEmpty() ? roots : open.get(open.size() - 1).children).add(part);
        parts.add(part);
        open.add(part);
    }

    private static int nextLevel(Heading heading) {
        var node = heading.getNext();
        while (node != null && !(node instanceof Heading)) {
            node = node.getNext();
        }
        return node instanceof Heading next ? next.getLevel() : 0;
    }

    private void close(List<Part> open, int level, int end) {
        while (!open.isEmpty() && open.get(open.size() - 1).level >= level) {
            var last = open.remove(open.size() - 1);
            last.end = end;
            last.bodyEnd = last.bodyEnd < 0 ? end : last.bodyEnd;
        }
    }

    /** Returns all parts in text order. */
    List<Part> parts() {
        return parts;
    }

    List<Part> ofKind(SectionKind kind) {
        var found = new ArrayList<Part>();
        for (var part : parts) {
            if (part.kind == kind) {
                found.add(part);
            }
        }
        return found;
    }

    /** Returns the first heading of level 1. */
    Optional<Located<String>> title() {
        return parts.stream().filter(part -> part.level == 1).map(Part::title).findFirst();
    }

    List<Section> sections() {
        return sections(roots, places.source());
    }

    private static List<Section> sections(List<Part> parts, SourceText source) {
        var sections = new ArrayList<Section>(parts.size());
        for (var part : parts) {
            sections.add(part.section(source));
        }
        return sections;
    }
}
