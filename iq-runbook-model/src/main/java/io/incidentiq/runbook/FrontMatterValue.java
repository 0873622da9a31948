package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/** A value of the front matter as text and structure: {@code 0042}, {@code no} and {@code 12:30} stay as written. */
public sealed interface FrontMatterValue {
    /** Where it stands. */
    SourceRange range();

    /** A single text; empty if nothing stands behind the key. */
    record Scalar(String text, SourceRange range) implements FrontMatterValue {}

    /** A YAML list, in either notation. */
    record Items(List<FrontMatterValue> items, SourceRange range) implements FrontMatterValue {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A YAML mapping below a key. */
    record Mapping(List<FrontMatterEntry> entries, SourceRange range) implements FrontMatterValue {
        /** Copies the list. */
        public Mapping {
            entries = List.copyOf(entries);
        }
    }
}
