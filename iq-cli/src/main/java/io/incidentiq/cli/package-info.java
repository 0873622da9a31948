/** The command line: {@code iq plan}, {@code iq rollback}, {@code iq show}. */
package io.incidentiq.cli;
