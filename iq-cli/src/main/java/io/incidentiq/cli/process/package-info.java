/** How a signal ends the process while a rollback is under way. */
package io.incidentiq.cli.process;
