package io.incidentiq.runbook.source;

/** A place in the source text. Lines and columns count from 1, the offset from 0; columns and offsets are UTF-16 units. */
public record SourcePosition(int line, int column, int offset) {
    /** @throws IllegalArgumentException if line or column is below 1 or the offset below 0 */
    public SourcePosition {
        if (line < 1 || column < 1 || offset < 0) {
            throw new IllegalArgumentException(
                    "expected line >= 1, column >= 1 and offset >= 0, found %d:%d@%d".formatted(line, column, offset));
        }
    }

    /** Returns {@code line:column}, as compilers write it. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
