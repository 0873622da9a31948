package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import org.jspecify.annotations.Nullable;

/**
 * A code block and what the text around it says of it.
 *
 * @param quoted whether it stands in a block quote
 * @param warnedOff what tells the reader not to run it ("never do this", "do not use these steps any more", "deprecated"), or
 *     null
 */
public record CodePassage(
        CodeBlock code, boolean quoted, @Nullable Located<String> warnedOff) {}
