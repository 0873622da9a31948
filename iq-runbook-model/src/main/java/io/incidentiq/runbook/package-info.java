/** A runbook as a typed model, each part with its place in the text, and the parser that reads it. */
package io.incidentiq.runbook;
