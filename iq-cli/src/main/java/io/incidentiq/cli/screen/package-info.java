/** What a person sees and is asked while a command runs: the terminal, its live line, its questions. */
package io.incidentiq.cli.screen;
