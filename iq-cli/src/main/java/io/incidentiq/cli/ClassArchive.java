package io.incidentiq.cli;

import io.incidentiq.cli.command.Iq;
import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.cli.screen.TerminalEnvironment;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans once in a drill and once over the wire, so that a JVM with {@code -XX:ArchiveClassesAtExit} puts what a rollback needs into
 * its class-data archive. The launcher runs it after a build; the command line starts faster with the archive and works without.
 */
final class ClassArchive {
    private ClassArchive() {}

    /**
     * Plans, and ends the process.
     *
     * @param args the runbook to plan by
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("aws.accessKeyId", "drill");
        System.setProperty("aws.secretAccessKey", "drill");
        var plan = List.of("plan", args[0], "--service", "api-gateway");
        run(plan, List.of("--scenario", "bad-deploy"));
        try (AwsSimulator aws = AwsSimulator.serve(Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults())) {
            run(
                    plan,
                    List.of(
                            "--provider",
                            "aws",
                            "--region",
                            "us-east-1",
                            "--incident-start",
                            "-13m",
                            "--endpoint-url",
                            aws.uri().toString()));
        }
        System.exit(0); // pooled connections keep threads for a while
    }

    private static void run(List<String> command, List<String> where) {
        var line = new ArrayList<>(command);
        line.addAll(where);
        var nowhere = ResultStream.to(OutputStream.nullOutputStream());
        Iq.run(
                line,
                new Terminal(nowhere, nowhere, new BufferedReader(Reader.nullReader()), TerminalEnvironment.NOBODY));
    }
}
