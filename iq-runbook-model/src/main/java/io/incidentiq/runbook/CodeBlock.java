package io.incidentiq.runbook;

import io.incidentiq.runbook.shell.Script;
import io.incidentiq.runbook.source.SourceRange;

/**
 * A code block.
 *
 * @param language the first word behind the fence in lower case; empty if there is none
 * @param text the code, without fences and indentation of the block
 * @param range with the fences
 * @param script the code read as bash; empty if the language is neither a shell nor a terminal. Where a prompt {@code $}
 *     is shown only the lines behind one are commands
 */
public record CodeBlock(String language, String text, SourceRange range, Script script) {}
