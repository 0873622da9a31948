/** How durations, instants, numbers, columns, JSON and text from outside are written. Knows nothing else of the engine. */
package io.incidentiq.rollback.internal.format;
