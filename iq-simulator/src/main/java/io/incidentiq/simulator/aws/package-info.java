/** What a client of the simulated AWS needs: the faults to set, and the clock to go by. */
package io.incidentiq.simulator.aws;
