package io.incidentiq.examples.embedding;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Rolls a service back by a runbook, on a simulated platform. */
public final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Takes the path of the runbook. */
    public static void main(String[] args) throws IOException, InterruptedException {
        rollBack(Path.of(args[0]));
    }

    static RollbackReport rollBack(Path file) throws IOException, InterruptedException {
        var service = new ServiceId("production", "payments-service");
        Simulation world = Simulation.of(Scenario.named("bad-deploy"), 1, service);
        ServiceRegistry registry = world.registry();
        MetricsSource metrics = world.metrics();
        HealthProbe health = world.health();
        Notifier notifier = world.notifier();
        TimeSource time = world.time();
        Instant start = world.incidentStart().orElseThrow();
        URI healthUrl = world.healthUrl(service).orElseThrow();

        // The lines below stand in the README.
        ParseResult parsed = RunbookParser.standard().parse("RB-0007.md", Files.readAllBytes(file));
        RollbackProcedure procedure = ProcedureBinder.bind(parsed).orElseThrow();

        RollbackEngine engine = RollbackEngine.builder(registry)
                .metrics(metrics)
                .health(health)
                .notifier(notifier)
                .time(time) // the machine's clock by default
                .build();
        RollbackRequest request = RollbackRequest.of("payments-service")
                .requestedBy("alice", "5xx since 02:00")
                .withIncidentStart(start)
                .withHealthUrl(healthUrl); // the runbook's by default

        RollbackPlan plan = engine.plan(procedure, request); // only reads
        System.out.println(plan);
        plan = plan.confirm("no-migrations", "alice", "checked the release diff");
        RollbackReport report = engine.run(plan); // or engine.run(procedure, request): the whole job in one call
        System.out.println(report);
        return report;
    }
}
