/** Numbers that follow from a seed. */
package io.incidentiq.simulator.chance;
