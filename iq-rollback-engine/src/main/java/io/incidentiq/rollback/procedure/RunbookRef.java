package io.incidentiq.rollback.procedure;

/**
 * The document that a procedure was read from.
 *
 * @param file as the caller named it
 * @param id such as {@code RB-0007}
 */
public record RunbookRef(String file, String id, String title) {}
