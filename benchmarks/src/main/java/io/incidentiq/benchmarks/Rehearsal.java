package io.incidentiq.benchmarks;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the measurements have in common: RB-0007 from the repository's root, an engine on a simulation, a request. */
final class Rehearsal {
    private static final Path FILE = Path.of("runbooks/RB-0007-emergency-rollback-procedure.md");

    private Rehearsal() {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to run in the repository's root, as benchmarks/run does", e);
        }
    }

    static RollbackProcedure procedure() {
        return ProcedureBinder.bind(RunbookParser.standard().parse("RB-0007.md", text()))
                .orElseThrow();
    }

    static RollbackEngineBuilder engine(Simulation world) {
        return RollbackEngine.builder(world.registry())
                .metrics(world.metrics())
                .health(world.health())
                .inspector(world.inspector())
                .notifier(world.notifier())
                .time(world.time());
    }

    static RollbackRequest request(Simulation world, ServiceId service) {
        return RollbackRequest.of(service.name())
                .requestedBy("alice", "5xx")
                .withIncidentStart(world.incidentStart().orElseThrow())
                .withHealthUrl(world.healthUrl(service).orElseThrow())
                .with(new Statement("no-migrations", "alice", "none", false));
    }
}
