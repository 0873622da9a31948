/** What the service ran, and when: the timeline, the records of revisions, the incident's start. Pure. */
package io.incidentiq.rollback.internal.history;
