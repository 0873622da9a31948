package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.Excerpt;
import io.incidentiq.runbook.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a block of HTML as plain text: without tags and comments, a checkbox as {@code [ ]} or {@code [x]}. A tag
 * that begins an item or a row begins a line.
 */
final class HtmlTasks {
    private static final List<String> BREAKS = List.of("<li", "<br", "<tr", "<p", "<div", "<dt", "<summary");
    private static final int LONGEST_TAG = 300;

    private final SourceText source;
    private final int end;
    private final List<Line> lines = new ArrayList<>();
    private Excerpt.Builder text;
    private boolean item;

    /**
     * One line.
     *
     * @param item whether {@code <li>} began it
     */
    record Line(Excerpt text, boolean item) {}

    private HtmlTasks(SourceText source, int end) {
        this.source = source;
        this.end = end;
        this.text = new Excerpt.Builder(source);
    }

    static List<Line> lines(SourceText source, SourceRange range) {
        var reader = new HtmlTasks(source, range.end().offset());
        reader.read(range.start().offset());
        return reader.lines;
    }

    /** Returns {@code "[ ] "} or {@code "[x] "} for a tag that is a checkbox, else null. */
    static @Nullable String box(String tag) {
        var lower = tag.substring(0, Math.min(LONGEST_TAG, tag.length())).toLowerCase(Locale.ROOT);
        if (!lower.startsWith("<input") || !lower.contains("checkbox")) {
            return null;
        }
        return lower.replace("checkbox", "").contains("checked") ? "[x] " : "[ ] ";
    }

    private void read(int start) {
        var all = source.text();
        int at = start;
        boolean tags = true;
        while (at < end) {
            int next = next(all, at);
            text.add(all.substring(at, next), at, next);
            at = next;
            if (at < end && all.charAt(at) != '<') {
                endLine();
                at++;
            } else if (at < end) {
                int close = tags ? closing(all, at) : -1;
                tags &= close >= 0;
                int to = close < 0 ? at + 1 : close;
                tag(all.substring(at, to), at, to);
                at = to;
            }
        }
        endLine();
    }

    private int next(String all, int from) {
        int at = from;
        while (at < end && all.charAt(at) != '<' && all.charAt(at) != '\n' && all.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** Returns the offset behind a tag or comment, or -1 if no tag ends from here on. Looks at nothing outside the block. */
    private int closing(String all, int at) {
        if (all.startsWith("<!--", at)) {
            int close = at + 4;
            while (close < end && !all.startsWith("-->", close)) {
                close++;
            }
            return Math.min(end, close + 3);
        }
        int close = at;
        while (close < end && all.charAt(close) != '>') {
            close++;
        }
        return close < end ? close + 1 : -1;
    }

    private void tag(String tag, int from, int to) {
        var box = box(tag);
        if (box != null) {
            text.add(box, from, to);
        } else if (tag.length() == 1) {
            text.add(tag, from, to);
        } else if (BREAKS.stream().anyMatch(b -> tag.regionMatches(true, 0, b, 0, b.length()))) {
            endLine();
            item = tag.regionMatches(true, 0, "<li", 0, 3);
        }
    }

    private void endLine() {
        var line = text.build().strip();
        if (!line.text().isEmpty()) {
            lines.add(new Line(line, item));
            item = false;
        }
        text = new Excerpt.Builder(source);
    }
}
