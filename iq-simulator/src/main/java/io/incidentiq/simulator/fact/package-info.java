/** Facts of a drill: what serves, which calls were taken, why calls are denied and tasks don't start. */
package io.incidentiq.simulator.fact;
