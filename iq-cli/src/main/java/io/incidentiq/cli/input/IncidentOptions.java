package io.incidentiq.cli.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What went wrong, and where the runbook for it is. */
final class IncidentOptions {
    @Option(
            names = "--incident",
            paramLabel = "FILE|-",
            description = "The alarm, as CloudWatch sent it; - reads it from standard input.")
    @Nullable
    String incident;

    @Option(
            names = "--runbooks",
            paramLabel = "DIR",
            description = "Choose the runbook from this folder, by service and severity; instead of RUNBOOK.")
    @Nullable
    Path runbooks;

    @Option(
            names = "--severity",
            paramLabel = "S",
            description = "Leave out runbooks for other severities; only with --runbooks.")
    @Nullable
    String severity;
}
