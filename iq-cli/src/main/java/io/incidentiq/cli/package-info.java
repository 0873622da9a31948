/** The command line. */
package io.incidentiq.cli;
