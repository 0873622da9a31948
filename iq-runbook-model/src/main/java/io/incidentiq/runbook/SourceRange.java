package io.incidentiq.runbook;

/** A half-open range of the source text. Lines and columns count from 1, columns and offsets in UTF-16 units. */
public record SourceRange(SourcePosition start, SourcePosition end) {
    public SourceRange {
        if (end.offset() < start.offset()) {
            throw new IllegalArgumentException("end " + end + " must not lie before start " + start);
        }
    }

    /** The line of the first character, counted from 1. */
    public int line() {
        return start.line();
    }
}
