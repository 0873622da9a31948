package io.incidentiq.cli.place;

import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A drill on the simulated platform: the engine wired to it, and the request completed with what the world would say. */
final class DrillPlatform implements Platform {
    private static final Duration REACH = Duration.ofHours(24);

    private final Simulation simulation;
    private final RollbackOptions options;
    private final RollbackRequest request;
    private final AtomicInteger started = new AtomicInteger();

    private DrillPlatform(Simulation simulation, RollbackOptions options, RollbackRequest request) {
        this.simulation = simulation;
        this.options = options;
        this.request = request;
    }

    static DrillPlatform of(RollbackOptions options, RollbackInput told) {
        Scenario scenario = scenario(options);
        RollbackInput input = inTime(told);
        RollbackRequest plain = options.request(input, Simulation.START);
        ServiceId service = Platform.check(input.procedure(), plain);
        Simulation simulation = Simulation.of(scenario, options.seed, service);
        var world = new RollbackRequest.Drill(
                scenario.name(),
                options.seed,
                simulation.incidentStart().orElse(null),
                simulation.healthUrl(service).orElse(null));
        return new DrillPlatform(simulation, options, plain.withDrill(world));
    }

    /** A drill has a clock of its own: what began at no time of it can't be what is rehearsed. */
    private static RollbackInput inTime(RollbackInput input) {
        Incident incident = input.incident();
        if (incident == null || incident.start().filter(t -> !isInTime(t)).isEmpty()) {
            return input;
        }
        String why = "%s isn't in the 24 h before %s, which a drill's clock begins with; the drill's own is taken"
                .formatted(InstantFormat.words(incident.start().orElseThrow()), Simulation.START);
        return new RollbackInput(input.procedure(), input.service(), incident.withoutStart(why));
    }

    private static boolean isInTime(Instant start) {
        return !start.isAfter(Simulation.START) && start.isAfter(Simulation.START.minus(REACH));
    }

    private static Scenario scenario(RollbackOptions options) {
        String name = options.scenario;
        if (name == null) {
            throw CliError.usage(
                    "--scenario or --provider is missing: --provider aws for the real thing, or --scenario with the drill to play, such as bad-deploy; there are "
                            + String.join(", ", Scenario.names()));
        }
        if (!Scenario.names().contains(name)) {
            throw CliError.usage("--scenario '%s': no such drill; there are %s"
                    .formatted(name, String.join(", ", Scenario.names())));
        }
        return Scenario.named(name);
    }

    @Override
    public RollbackRequest request() {
        return request;
    }

    @Override
    public RollbackEngine engine(RollbackListener listener) {
        return RollbackEngine.builder(simulation.registry())
                .metrics(simulation.metrics())
                .health(simulation.health())
                .inspector(simulation.inspector())
                .notifier(notifier())
                .time(simulation.time())
                .listener(listener)
                .ids(() -> "drill-%s-%d-%d"
                        .formatted(simulation.scenario().name(), options.seed, started.incrementAndGet()))
                .build();
    }

    @Override
    public Optional<String> stakes(RollbackPlan plan) {
        return Optional.empty();
    }

    /** Nothing is held. */
    @Override
    public void close() {}

    private Notifier notifier() {
        return options.team.notifier().orElse(simulation.notifier());
    }
}
