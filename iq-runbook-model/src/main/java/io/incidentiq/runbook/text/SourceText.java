package io.incidentiq.runbook.text;

import io.incidentiq.runbook.source.SourcePosition;
import io.incidentiq.runbook.source.SourceRange;
import java.util.Arrays;

/**
 * A text and where its lines begin. A line ends with LF, CR LF or CR. Not thread-safe: it remembers the last
 * line asked for, since readers ask in text order.
 */
public final class SourceText {
    private final String text;
    private final int[] lineStarts;
    private int lastLine;

    public SourceText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16 + text.length() / 24];
        int count = 1;
        int lf = text.indexOf('\n');
        int cr = text.indexOf('\r');
        while (lf >= 0 || cr >= 0) {
            int end = cr < 0 || (lf >= 0 && lf < cr) ? lf : cr;
            int next = end == cr && lf == cr + 1 ? lf + 1 : end + 1;
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = next;
            lf = lf >= 0 && lf < next ? text.indexOf('\n', next) : lf;
            cr = cr >= 0 && cr < next ? text.indexOf('\r', next) : cr;
        }
        return Arrays.copyOf(starts, count);
    }

    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    /** Returns the position of an offset; one outside the text is moved to its nearest end. */
    public SourcePosition position(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        int line = lineOf(inside);
        return new SourcePosition(line + 1, inside - lineStarts[line] + 1, inside);
    }

    private int lineOf(int offset) {
        for (int line = lastLine; line <= lastLine + 1 && line < lineStarts.length; line++) {
            boolean before = line + 1 == lineStarts.length || offset < lineStarts[line + 1];
            if (lineStarts[line] <= offset && before) {
                lastLine = line;
                return line;
            }
        }
        int found = Arrays.binarySearch(lineStarts, offset);
        lastLine = found >= 0 ? found : -found - 2;
        return lastLine;
    }

    /** Returns the range between two offsets; the end is moved behind the start, both into the text. */
    public SourceRange range(int from, int to) {
        var start = position(from);
        int column = start.column() + to - start.offset();
        boolean sameLine = to >= start.offset()
                && (start.line() == lineStarts.length ? to <= text.length() : to < lineStarts[start.line()]);
        return new SourceRange(
                start,
                sameLine ? new SourcePosition(start.line(), column, to) : position(Math.max(start.offset(), to)));
    }

    /** Returns the range of the whole line that {@code offset} lies in, without its end. */
    public SourceRange line(int offset) {
        int start = lineStarts[position(offset).line() - 1];
        return range(start, lineEnd(start));
    }

    /** Returns the offset where the line of {@code offset} ends, before its line end. */
    public int lineEnd(int offset) {
        int line = lineOf(offset);
        if (line + 1 == lineStarts.length) {
            return text.length();
        }
        int end = lineStarts[line + 1] - 1;
        return text.charAt(end) == '\n' && end > lineStarts[line] && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Returns the offset where the next line starts, or the length of the text. */
    public int nextLine(int offset) {
        int line = lineOf(offset);
        return line + 1 == lineStarts.length ? text.length() : lineStarts[line + 1];
    }
}
