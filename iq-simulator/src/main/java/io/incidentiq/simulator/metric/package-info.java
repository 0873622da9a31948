/** How well a service serves, and what its metric shows of that. */
package io.incidentiq.simulator.metric;
