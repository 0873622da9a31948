/** Places in the source text and what is to be said of them. */
package io.incidentiq.runbook.source;
