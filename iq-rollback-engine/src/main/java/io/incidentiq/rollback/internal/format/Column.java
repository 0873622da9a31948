package io.incidentiq.rollback.internal.format;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words to fit a width. A word that is longer, such as a path to copy, stays whole on a line of its own. */
public final class Column {
    private Column() {}

    /** Returns {@code head} and the text, which goes on below itself where it is too long for one line; ends every line. */
    public static String hanging(String head, String text, int width) {
        var out = new StringBuilder();
        String before = head;
        List<String> lines =
                head.length() + text.length() <= width ? List.of(text) : lines(text, width - head.length());
        for (String line : lines) {
            out.append((before + line).stripTrailing()).append('\n');
            before = " ".repeat(head.length());
        }
        return out.toString();
    }

    /** Returns at least one line, each of at most {@code width} characters unless it is a single word. */
    public static List<String> lines(String text, int width) {
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
