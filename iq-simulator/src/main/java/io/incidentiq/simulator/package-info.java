/** Scenarios, and the simulated world they play in. */
package io.incidentiq.simulator;
