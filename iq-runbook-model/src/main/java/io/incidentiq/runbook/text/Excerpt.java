package io.incidentiq.runbook.text;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.Arrays;

/**
 * Text put together from pieces of the source, so that each character knows where it came from: the plain text of a
 * paragraph without its markup, or the lines of a code block without their indentation. Immutable.
 */
public final class Excerpt {
    private final SourceText source;
    private final String text;
    private final int[] pieces;
    private final int from;

    private Excerpt(SourceText source, String text, int[] pieces, int from) {
        this.source = source;
        this.text = text;
        this.pieces = pieces;
        this.from = from;
    }

    public String text() {
        return text;
    }

    /** Returns the part between two offsets of this excerpt. */
    public Excerpt part(int start, int end) {
        return new Excerpt(source, text.substring(start, end), pieces, from + start);
    }

    /** Returns this excerpt without white space at its ends. */
    public Excerpt strip() {
        int start = 0;
        int end = text.length();
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == text.length() ? this : part(start, end);
    }

    public Located<String> located() {
        return new Located<>(text, range());
    }

    public SourceRange range() {
        return range(0, text.length());
    }

    /** Returns where the characters between two offsets of this excerpt stand in the source. */
    public SourceRange range(int start, int end) {
        int first = startInSource(start);
        return source.range(first, end <= start ? first : Math.max(first, endInSource(end)));
    }

    private int startInSource(int offset) {
        if (pieces.length == 0) {
            return 0;
        }
        int piece = pieceOf(from + offset);
        int into = from + offset - pieces[piece];
        return isVerbatim(piece) ? Math.min(pieces[piece + 2], pieces[piece + 1] + into) : pieces[piece + 1];
    }

    private int endInSource(int offset) {
        int last = from + offset - 1;
        int piece = pieceOf(last);
        return isVerbatim(piece)
                ? Math.min(pieces[piece + 2], pieces[piece + 1] + last - pieces[piece] + 1)
                : pieces[piece + 2];
    }

    private int pieceOf(int offset) {
        int low = 0;
        int high = pieces.length / 4 - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces[4 * middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return 4 * low;
    }

    private boolean isVerbatim(int piece) {
        return pieces[piece + 3] == 1;
    }

    /** Puts an excerpt together, piece by piece in text order. */
    public static final class Builder {
        private final SourceText source;
        private final StringBuilder text = new StringBuilder();
        private int[] pieces = new int[16];
        private int used;

        public Builder(SourceText source) {
            this.source = source;
        }

        /** Adds text that stands between two offsets of the source; a text of another length has no inner places. */
        public Builder add(CharSequence piece, int start, int end) {
            if (piece.length() == 0) {
                return this;
            }
            if (used == pieces.length) {
                pieces = Arrays.copyOf(pieces, used * 2);
            }
            pieces[used] = text.length();
            pieces[used + 1] = start;
            pieces[used + 2] = end;
            pieces[used + 3] = piece.length() == end - start ? 1 : 0;
            used += 4;
            text.append(piece);
            return this;
        }

        /** Adds another excerpt of the same source. */
        public Builder add(Excerpt other) {
            int end = other.from + other.text.length();
            int begin = other.pieceOf(other.from);
            for (int piece = begin; piece < other.pieces.length && other.pieces[piece] < end; piece += 4) {
                int next = piece + 4 < other.pieces.length ? other.pieces[piece + 4] : end;
                int first = Math.max(other.from, other.pieces[piece]);
                int last = Math.min(end, next);
                if (first < last) {
                    boolean verbatim = other.isVerbatim(piece);
                    int into = verbatim ? first - other.pieces[piece] : 0;
                    int start = other.pieces[piece + 1] + into;
                    add(
                            other.text.substring(first - other.from, last - other.from),
                            start,
                            verbatim ? start + last - first : other.pieces[piece + 2]);
                }
            }
            return this;
        }

        /** Returns how much text was added. */
        public int length() {
            return text.length();
        }

        public Excerpt build() {
            return new Excerpt(source, text.toString(), Arrays.copyOf(pieces, used), 0);
        }
    }

    /** Returns the source between two offsets as it stands. */
    public static Excerpt of(SourceText source, int start, int end) {
        return of(source, source.text().substring(start, end), start, end);
    }

    /** Returns text that stands between two offsets of the source; one of another length has no inner places. */
    public static Excerpt of(SourceText source, String text, int start, int end) {
        return new Excerpt(source, text, new int[] {0, start, end, text.length() == end - start ? 1 : 0}, 0);
    }
}
