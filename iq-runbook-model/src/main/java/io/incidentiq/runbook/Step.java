package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/**
 * A numbered step of the rollback.
 *
 * @param number as written; where no number is written, that of the step before plus 1, the first being 1
 * @param title without the number
 * @param paragraphs its prose as plain text, list items included
 * @param range from its heading or number to its end
 */
public record Step(
        int number,
        Located<String> title,
        List<CodeBlock> codeBlocks,
        List<Located<String>> paragraphs,
        SourceRange range) {

    /** Copies the lists. */
    public Step {
        codeBlocks = List.copyOf(codeBlocks);
        paragraphs = List.copyOf(paragraphs);
    }
}
