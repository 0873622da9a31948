/** An alarm over a metric: when it goes off, and what it sends then. */
package io.incidentiq.simulator.alarm;
