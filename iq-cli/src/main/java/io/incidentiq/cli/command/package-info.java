/** The commands: {@code iq plan}, {@code iq rollback}, {@code iq show} and the others. They alone know all the other rooms. */
package io.incidentiq.cli.command;
