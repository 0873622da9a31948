/** The rollback itself as a pure fold: events in, the next thing to do out. No clock, no I/O, no threads. */
package io.incidentiq.rollback.internal.core;
