/** How a rollback can end, and why: the closed list. */
package io.incidentiq.rollback.outcome;
