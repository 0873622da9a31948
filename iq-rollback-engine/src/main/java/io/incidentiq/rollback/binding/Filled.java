package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.runbook.source.SourceRange;
import java.util.Optional;

/**
 * What a word says once its variables are followed and its placeholders understood.
 *
 * @param text with {@link Blank#marker} in place of each placeholder
 * @param known whether nothing is left that nobody knows
 * @param range where the value stands: the word, or the assignment that it comes from
 */
record Filled(String text, boolean known, SourceRange range) {
    /** Returns whether nothing is left to fill in. */
    boolean isLiteral() {
        return known && !holds(Blank.SERVICE) && !holds(Blank.CLUSTER);
    }

    /** Returns the name that it says, of an ARN the last part; empty where something is left to fill in. */
    Optional<String> name() {
        return isLiteral()
                ? Optional.of(text.startsWith("arn:") ? text.substring(text.lastIndexOf('/') + 1) : text)
                : Optional.empty();
    }

    boolean holds(Blank blank) {
        return text.contains(blank == Blank.SERVICE ? MetricTemplate.SERVICE : MetricTemplate.CLUSTER);
    }
}
