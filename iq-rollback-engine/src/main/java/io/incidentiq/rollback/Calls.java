package io.incidentiq.rollback;

/** How often the platform was asked and written to, retries included; notifier and store apart. */
public record Calls(int reads, int writes) {}
