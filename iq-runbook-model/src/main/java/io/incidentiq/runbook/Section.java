package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A heading and what stands under it.
 *
 * @param level 1 to 6
 * @param title plain text; its range is that of the whole heading
 * @param range from the heading to the end of its last child
 * @param bodyRange from behind the heading to its first child
 * @param children the sections of a deeper level, in text order
 */
public record Section(
        int level,
        SectionKind kind,
        Located<String> title,
        SourceRange range,
        SourceRange bodyRange,
        List<Section> children) {

    /** Copies the list. */
    public Section {
        children = List.copyOf(children);
    }

    /** Returns this section and all below it, in text order. */
    public List<Section> flatten() {
        return flatten(List.of(this));
    }

    /** Returns some sections, each with all below it, in text order. */
    static List<Section> flatten(List<Section> sections) {
        var all = new ArrayList<Section>();
        addAll(sections, all);
        return List.copyOf(all);
    }

    private static void addAll(List<Section> sections, List<Section> all) {
        for (var section : sections) {
            all.add(section);
            addAll(section.children, all);
        }
    }
}
