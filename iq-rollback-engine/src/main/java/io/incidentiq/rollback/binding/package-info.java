/** From what a runbook says to what a rollback does: the only place that knows both. */
package io.incidentiq.rollback.binding;
