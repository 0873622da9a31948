/** What is read: the options, the runbook, the alarm; what is wrong with them ends the command. */
package io.incidentiq.cli.input;
