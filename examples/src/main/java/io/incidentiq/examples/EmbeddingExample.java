package io.incidentiq.examples;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.binding.Bindings;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.RollbackReport;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rolls a service back by a runbook, on a simulated platform. */
public final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Takes the path of the runbook. */
    public static void main(String[] args) throws IOException, InterruptedException {
        rollBack(Path.of(args[0]));
    }

    static RollbackReport rollBack(Path file) throws IOException, InterruptedException {
        ParseResult parsed = RunbookParser.standard().parse(file.toString(), Files.readAllBytes(file));
        RollbackProcedure procedure = Bindings.bind(parsed).orElseThrow();

        var service = new ServiceId("production", "payments-service");
        Simulation world = Simulation.of(Scenario.named("bad-deploy"), 1, service);
        RollbackEngine engine = RollbackEngine.builder(world.registry())
                .metrics(world.metrics())
                .health(world.health())
                .inspector(world.inspector())
                .notifier(world.notifier())
                .time(world.time())
                .build();

        RollbackRequest request = RollbackRequest.of(service.name())
                .requestedBy("alice", "5xx since the last deployment")
                .withIncidentStart(world.incidentStart().orElseThrow())
                .withHealthUrl(world.healthUrl(service).orElseThrow());
        RollbackPlan plan = engine.plan(procedure, request);
        System.out.println(plan);

        RollbackReport report = engine.run(plan.confirm("no-migrations", "alice", "none since revision 41"));
        System.out.println(report);
        return report;
    }
}
