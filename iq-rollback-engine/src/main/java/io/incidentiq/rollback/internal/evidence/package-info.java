/** What a rollback saw and what it destroys, kept small for the report and the postmortem. Values only. */
package io.incidentiq.rollback.internal.evidence;
