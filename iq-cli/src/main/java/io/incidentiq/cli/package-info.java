/** The program {@code iq}: it starts in {@link io.incidentiq.cli.Main}; each package below is a room of the command line. */
package io.incidentiq.cli;
