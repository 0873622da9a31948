///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.incidentiq:iq-bom:0.1.0-SNAPSHOT@pom
//DEPS io.incidentiq:iq-simulator

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays every drill by the runbook whose path it is given, and prints how each ends. */
class Drills {
    public static void main(String[] args) throws Exception {
        var file = Path.of(args[0]);
        var parsed = RunbookParser.standard().parse(file.toString(), Files.readAllBytes(file));
        var procedure = ProcedureBinder.bind(parsed).orElseThrow();
        for (var scenario : Scenario.all()) {
            System.out.printf("%-28s %s%n", scenario.name(), play(scenario, procedure));
        }
    }

    private static String play(Scenario scenario, RollbackProcedure procedure) throws InterruptedException {
        var service = new ServiceId("production", "api-gateway");
        var world = Simulation.of(scenario, 1, service);
        var engine = RollbackEngine.builder(world.registry())
                .metrics(world.metrics())
                .health(world.health())
                .inspector(world.inspector())
                .notifier(world.notifier())
                .time(world.time())
                .build();
        var request = RollbackRequest.of(service.name()).requestedBy("alice", "a drill");
        if (world.incidentStart().isPresent()) {
            request = request.withIncidentStart(world.incidentStart().get());
        }
        if (world.healthUrl(service).isPresent()) {
            request = request.withHealthUrl(world.healthUrl(service).get());
        }
        return engine.run(procedure, request).outcome().toString();
    }
}
