/** What a command leaves: texts, JSON, result files, and the streams that they go through. */
package io.incidentiq.cli.output;
