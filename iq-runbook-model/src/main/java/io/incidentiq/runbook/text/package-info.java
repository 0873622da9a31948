/** The text being read: its lines, the excerpts taken from it, and the diagnostics about it. */
package io.incidentiq.runbook.text;
