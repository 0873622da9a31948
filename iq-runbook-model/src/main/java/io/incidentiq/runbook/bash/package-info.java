/** Reads bash text into {@link io.incidentiq.runbook.shell}. */
package io.incidentiq.runbook.bash;
