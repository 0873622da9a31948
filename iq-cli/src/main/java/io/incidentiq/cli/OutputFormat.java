package io.incidentiq.cli;

/** How a result is printed. */
enum OutputFormat {
    TEXT,
    JSON
}
