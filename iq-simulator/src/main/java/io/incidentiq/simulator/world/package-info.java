/** The simulated world: services, their tasks and deployments, and the clock that moves them. */
package io.incidentiq.simulator.world;
