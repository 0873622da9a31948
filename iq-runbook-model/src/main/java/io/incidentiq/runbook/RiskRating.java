package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;

/**
 * A risk and what the runbook adds to it: "HIGH — always check" is {@link Risk#HIGH} with the note "always check". The
 * word counts in any case; a dash, colon, comma or bracket sets off the note.
 *
 * @param note what follows, or empty
 * @param text the whole cell as plain text
 */
public record RiskRating(Risk level, String note, String text, SourceRange range) {}
