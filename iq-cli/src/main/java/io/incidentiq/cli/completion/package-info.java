/** What a shell needs to complete the command line. */
package io.incidentiq.cli.completion;
