/** The report of a rollback: as a value, as text, as JSON, and what is left to do by hand. Pure. */
package io.incidentiq.rollback.internal.report;
