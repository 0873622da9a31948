/**
 * What the engine asks of the world. Every call asks once and returns; waiting, retrying and judging are the engine's.
 * Implementations must be thread-safe.
 */
package io.incidentiq.rollback.port;
