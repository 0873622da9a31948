/** What a rollback did, as a value, as text and as JSON. */
package io.incidentiq.rollback.report;
