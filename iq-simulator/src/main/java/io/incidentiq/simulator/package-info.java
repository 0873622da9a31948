/** What a drill is made with and begun by: scenarios, and the platform they play on, on the ports or on the wire. */
package io.incidentiq.simulator;
