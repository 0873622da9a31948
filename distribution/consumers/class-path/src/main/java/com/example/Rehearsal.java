package com.example;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rolls a service back by the runbook whose path it is given, on a simulated platform. */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        var file = Path.of(args[0]);
        var parsed = RunbookParser.standard().parse(file.toString(), Files.readAllBytes(file));

        var service = new ServiceId("production", "payments-service");
        var world = Simulation.of(Scenario.named("bad-deploy"), 1, service);
        var engine = RollbackEngine.builder(world.registry())
                .metrics(world.metrics())
                .health(world.health())
                .notifier(world.notifier())
                .time(world.time())
                .build();
        var request = RollbackRequest.of(service.name())
                .requestedBy("alice", "5xx since the last deployment")
                .withIncidentStart(world.incidentStart().orElseThrow())
                .withHealthUrl(world.healthUrl(service).orElseThrow());
        var plan = engine.plan(ProcedureBinder.bind(parsed).orElseThrow(), request);
        System.out.println(engine.run(plan.confirm("no-migrations", "alice", "none since revision 41")));
    }
}
