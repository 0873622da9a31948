/** The shell commands of a runbook as data: they are read, never run. */
package io.incidentiq.runbook.shell;
