package io.incidentiq.cli.input;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.ResultFile;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.binding.Selection;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be rolled back, why, and by which runbook.
 *
 * @param incident null where no alarm was passed
 */
public record RollbackInput(
        RollbackProcedure procedure,
        String service,
        @Nullable Incident incident) {
    /** Reads alarm and runbook; what they don't say is taken from the options. */
    public static RollbackInput of(RollbackOptions options, Terminal terminal) {
        Path file = options.runbook;
        Path folder = options.cause.runbooks;
        String severity = options.cause.severity;
        if (file != null && folder != null) {
            throw CliError.usage(
                    "%s and --runbooks %s: name the runbook or the folder, not both".formatted(file, folder));
        }
        if (folder == null && severity != null) {
            throw CliError.usage("--severity %s: it chooses a runbook; only --runbooks takes it".formatted(severity));
        }
        Incident incident = options.cause.incident == null ? null : IncidentFile.read(options.cause.incident, terminal);
        if (folder != null) {
            String service = service(options, incident);
            return new RollbackInput(
                    new RunbookFolder(folder).choose(service, severity, selection(options)), service, incident);
        }
        if (file == null) {
            throw CliError.usage(
                    "RUNBOOK is missing: name the runbook, or the folder to choose it from with --runbooks");
        }
        RollbackProcedure procedure = new RunbookFile(file).bind(selection(options));
        Incident read = incident == null ? null : incident.readBy(procedure);
        return new RollbackInput(procedure, service(options, read), incident);
    }

    private static Selection selection(RollbackOptions options) {
        Selection any =
                options.cluster == null ? Selection.any() : Selection.any().withCluster(options.cluster);
        return options.service == null ? any : any.withService(options.service);
    }

    private static String service(RollbackOptions options, @Nullable Incident incident) {
        if (options.service != null) {
            return options.service;
        }
        if (incident == null) {
            throw CliError.usage(
                    "--service is missing: name the service to roll back, or pass its alarm with --incident");
        }
        return incident.service()
                .orElseThrow(() -> CliError.usage("--service is missing: alarm %s doesn't say it: %s"
                        .formatted(incident.alarm(), String.join(", ", incident.missing()))));
    }

    /**
     * Keeps the files to write apart from those that are read.
     *
     * @throws CliError if one of them is the runbook or the alarm
     */
    public void requireOwnFiles(RollbackOptions options) {
        requireOwnFiles(options, "the runbook", procedure.runbook().file());
        if (options.cause.incident != null) {
            requireOwnFiles(options, "the alarm", options.cause.incident);
        }
    }

    private static void requireOwnFiles(RollbackOptions options, String name, String read) {
        ResultFile.requireTwo("--events", options.events, name, Path.of(read));
        ResultFile.requireTwo("--report", options.report, name, Path.of(read));
    }

    /** Returns the alarm's Region, where it names one. */
    public Optional<String> region() {
        return Optional.ofNullable(incident).flatMap(Incident::region);
    }

    /** Returns the reason that is given, else the alarm. */
    String reason(String given) {
        return given.isEmpty() && incident != null ? "alarm " + incident.alarm() : given;
    }

    /** Says what the alarm lacks that an option supplies, and no option does. */
    public void tellMissing(RollbackOptions options, PrintStream err) {
        Optional.ofNullable(incident).ifPresent(i -> {
            if (i.start().isEmpty() && options.incidentStart == null) {
                err.println(VisibleText.line(
                        "iq: alarm %s doesn't say when it began; --incident-start does".formatted(i.alarm())));
            }
            if (options.provider != null && i.region().isEmpty() && options.aws.region == null) {
                err.println(VisibleText.line("iq: alarm %s doesn't say its Region; --region does, else the AWS profile"
                        .formatted(i.alarm())));
            }
        });
    }
}
