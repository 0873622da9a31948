package io.incidentiq.rollback;

/** A value's name in reports, and its text: durations and instants in ISO-8601. */
public record NamedValue(String name, String value) {}
