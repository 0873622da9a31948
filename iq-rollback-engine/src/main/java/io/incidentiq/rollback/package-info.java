/** The engine: one call that plans, carries out and verifies a rollback. Start with {@link io.incidentiq.rollback.RollbackEngine}. */
package io.incidentiq.rollback;
