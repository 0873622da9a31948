/** The engine at work: calls ports with limits, keeps the journal, tells listeners. All effects are here. */
package io.incidentiq.rollback.internal.run;
