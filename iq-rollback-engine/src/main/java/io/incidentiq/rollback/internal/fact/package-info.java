/** What can be asked of the world, and what is known of it so far. Values only. */
package io.incidentiq.rollback.internal.fact;
