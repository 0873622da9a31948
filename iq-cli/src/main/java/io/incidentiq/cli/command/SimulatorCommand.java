package io.incidentiq.cli.command;

import io.incidentiq.cli.input.OptionParsers;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code iq simulator}: a drill's platform for AWS clients. */
@Command(
        name = "simulator",
        description = "Serve a drill to AWS clients, on 127.0.0.1, until interrupted.",
        customSynopsis = "iq simulator --scenario S [--port P] [--speed N] [--seed N] [--start now|T]",
        footer = {
            "",
            "Prints `ready http://127.0.0.1:PORT` once it serves.",
            "Exit codes: 2 usage, or the port is taken; 130 and 143 interrupted."
        })
final class SimulatorCommand extends SubCommand {
    private static final int INTERRUPTED = 130;

    @Option(
            names = "--scenario",
            paramLabel = "S",
            required = true,
            description = "The drill to play: ${COMPLETION-CANDIDATES}",
            completionCandidates = RollbackOptions.ScenarioNames.class)
    String scenario = "";

    @Option(names = "--port", paramLabel = "P", defaultValue = "0", description = "The port; by default any free one.")
    int port;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Speed of the drill as a multiple of real time; ${DEFAULT-VALUE} by default.")
    double speed = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The drill's seed; ${DEFAULT-VALUE} by default.")
    long seed = 1;

    @Option(
            names = "--start",
            paramLabel = "now|T",
            defaultValue = "now",
            description = "The drill's time at its beginning; ${DEFAULT-VALUE} by default.")
    String start = "now";

    @Override
    public Integer call() {
        Scenario played = scenario();
        try (AwsSimulator simulator = AwsSimulator.serve(played, options())) {
            terminal().out().println("ready " + simulator.uri());
            terminal().out().flush();
            hints(simulator.uri().toString(), played).forEach(terminal().err()::println);
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw CliError.usage("--port %d: can't be listened on (%s); leave it out for a free one"
                    .formatted(port, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private Scenario scenario() {
        if (!Scenario.names().contains(scenario)) {
            throw CliError.usage("--scenario '%s': no such drill; there are %s"
                    .formatted(scenario, String.join(", ", Scenario.names())));
        }
        return Scenario.named(scenario);
    }

    private AwsSimulatorOptions options() {
        try {
            AwsSimulatorOptions options = AwsSimulatorOptions.defaults()
                    .withPort(port)
                    .withSpeed(speed)
                    .withSeed(seed);
            @Nullable
            Instant begins = start.equals("now") ? null : OptionParsers.instant("--start", start, Instant.now());
            return begins == null ? options : options.withStart(begins);
        } catch (IllegalArgumentException e) {
            throw CliError.usage("--" + e.getMessage());
        }
    }

    private List<String> hints(String uri, Scenario played) {
        String service = played.services().stream().sorted().findFirst().orElse("");
        return List.of(
                "DRILL %s, seed %d, at %s times real time; Ctrl-C ends it".formatted(played.name(), seed, speed),
                "",
                "  export AWS_ENDPOINT_URL=%s AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=drill AWS_SECRET_ACCESS_KEY=drill"
                        .formatted(uri),
                "  aws ecs describe-services --cluster production --services " + service,
                "  curl -f %s/health/%s".formatted(uri, service),
                "  curl %s/_simulator/calls    # every call; also /_simulator/state and /_simulator/clock"
                        .formatted(uri));
    }
}
