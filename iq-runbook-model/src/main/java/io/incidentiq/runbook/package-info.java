/** A runbook as a typed model, each part with its place in the text. */
package io.incidentiq.runbook;
