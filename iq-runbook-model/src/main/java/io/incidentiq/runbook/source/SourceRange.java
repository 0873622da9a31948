package io.incidentiq.runbook.source;

/** A half-open range of the source text. Lines and columns count from 1, columns and offsets in UTF-16 units. */
public record SourceRange(SourcePosition start, SourcePosition end) {
    /** @throws IllegalArgumentException if {@code end} lies before {@code start} */
    public SourceRange {
        if (end.offset() < start.offset()) {
            throw new IllegalArgumentException("end " + end + " must not lie before start " + start);
        }
    }

    /** The line of the first character, counted from 1. */
    public int line() {
        return start.line();
    }

    /** Returns how many UTF-16 units the range covers; 0 is a place between two characters. */
    public int length() {
        return end.offset() - start.offset();
    }

    /**
     * Returns what stands at this range in {@code text}.
     *
     * @throws IndexOutOfBoundsException if {@code text} is not the text that was read, and shorter
     */
    public String cut(String text) {
        return text.substring(start.offset(), end.offset());
    }
}
