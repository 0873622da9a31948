/** The numbers that the rules rest on. Knows nothing else of the engine. */
package io.incidentiq.rollback.internal.policy;
