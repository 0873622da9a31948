package io.incidentiq.cli.output;

/** How a result is printed. */
public enum OutputFormat {
    TEXT,
    JSON
}
