package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;

/** A key of the front matter and its value. */
public record FrontMatterEntry(Located<String> key, FrontMatterValue value) {}
