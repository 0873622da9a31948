package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/**
 * An option of a command and the words behind it.
 *
 * @param name with its dashes, without {@code =value}
 * @param values the words up to the next option; which of them the program takes is not known here
 */
public record Option(String name, List<Word> values, SourceRange range) {
    /** Copies the list. */
    public Option {
        values = List.copyOf(values);
    }
}
