package io.incidentiq.runbook.source;

/** A value and the place in the source text it was read from. */
public record Located<T>(T value, SourceRange range) {}
