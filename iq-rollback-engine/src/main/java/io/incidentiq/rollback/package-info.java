/** The engine: one call that plans, carries out and verifies a rollback. */
package io.incidentiq.rollback;
