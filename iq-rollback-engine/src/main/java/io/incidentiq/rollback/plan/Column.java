package io.incidentiq.rollback.plan;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words to fit a width. A word that is longer, such as a path to copy, stays whole on a line of its own. */
final class Column {
    private Column() {}

    /** Returns at least one line, each of at most {@code width} characters unless it is a single word. */
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.strip().split("\\s", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return List.copyOf(lines);
    }
}
