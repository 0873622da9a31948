package io.incidentiq.rollback.procedure;

/**
 * Where the engine does otherwise than the runbook's text.
 *
 * @param line the runbook's line, counted from 1
 * @param text what the runbook says there
 * @param instead what the engine does
 * @param why the reason, in a sentence
 */
public record Deviation(int line, String text, String instead, String why) {}
