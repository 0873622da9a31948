/** The world as it is shown: on the engine's ports with latency and trouble, and bare, to protocols of their own. */
package io.incidentiq.simulator.face;
