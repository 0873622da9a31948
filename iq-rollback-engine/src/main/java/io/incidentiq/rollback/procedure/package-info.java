/** What a runbook asks a rollback to do: every value with the place it comes from. */
package io.incidentiq.rollback.procedure;
