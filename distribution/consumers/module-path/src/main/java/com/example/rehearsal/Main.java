package com.example.rehearsal;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.AwsSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Rehearses by the runbook whose path it is given: a rollback in the process, then a plan over the wire. */
public final class Main {
    private static final Scenario STORY = Scenario.named("bad-deploy");

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (!Main.class.getModule().isNamed()) {
            throw new IllegalStateException("this is about modules: start it with --module-path and --module");
        }
        Path file = Path.of(args[0]);
        var parsed = RunbookParser.standard().parse(file.toString(), Files.readAllBytes(file));
        RollbackProcedure procedure = ProcedureBinder.bind(parsed).orElseThrow();

        inTheProcess(procedure);
        overTheWire(procedure);
    }

    private static void inTheProcess(RollbackProcedure procedure) throws InterruptedException {
        var service = new ServiceId("production", "api-gateway");
        Simulation world = Simulation.of(STORY, 1, service);
        RollbackEngine engine = RollbackEngine.builder(world.registry())
                .metrics(world.metrics())
                .health(world.health())
                .notifier(world.notifier())
                .time(world.time())
                .build();
        System.out.println(engine.run(procedure, request(world.incidentStart().orElseThrow())
                .withHealthUrl(world.healthUrl(service).orElseThrow())));
    }

    private static void overTheWire(RollbackProcedure procedure) throws Exception {
        System.setProperty("aws.accessKeyId", "drill");
        System.setProperty("aws.secretAccessKey", "drill");
        try (AwsSimulator simulator = AwsSimulator.serve(STORY, AwsSimulatorOptions.defaults());
                AwsRollback aws = AwsRollback.builder()
                        .region("us-east-1")
                        .endpoint(simulator.uri())
                        .build()) {
            RollbackEngine engine = aws.engine().build();
            System.out.println(engine.plan(procedure, request(Instant.now().minus(Duration.ofMinutes(13)))));
        }
    }

    private static RollbackRequest request(Instant incidentStart) {
        return RollbackRequest.of("api-gateway")
                .requestedBy("alice", "5xx since the last deployment")
                .withIncidentStart(incidentStart);
    }
}
