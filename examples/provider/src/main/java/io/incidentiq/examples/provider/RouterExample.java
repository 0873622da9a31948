package io.incidentiq.examples.provider;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.testkit.ManualTime;
import io.incidentiq.rollback.testkit.RecordingNotifier;
import io.incidentiq.runbook.RunbookParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Rolls an application back behind a {@link BlueGreenRouter}, on a clock that moves while somebody waits. */
public final class RouterExample {
    static final String ROUTER = "edge";
    static final String APPLICATION = "checkout";

    private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-02-12T09:00:00Z"));
    private final BlueGreenRouter router = new BlueGreenRouter(ROUTER, time);
    private final RecordingNotifier team = RecordingNotifier.create();

    RouterExample() {
        release(40, 0.5);
        time.advance(Duration.ofDays(1));
        release(41, 0.4);
        time.advance(Duration.ofDays(1));
    }

    /** Takes the path of the runbook; exits with the report's code. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var example = new RouterExample();
        Instant start = example.release(42, 8.5);
        example.time().advance(Duration.ofMinutes(14));
        System.exit(example.rollBack(Path.of(args[0]), start).exitCode());
    }

    /** Cuts over to a new build and returns when. */
    Instant release(int number, double errorPercent) {
        String image = "registry.example/checkout@sha256:%064x".formatted(number);
        router.register(APPLICATION, number, image, errorPercent);
        router.cutOver(APPLICATION, number);
        return time.instant();
    }

    RollbackReport rollBack(Path runbook, Instant incidentStart) throws IOException, InterruptedException {
        RollbackProcedure procedure = ProcedureBinder.bind(
                        RunbookParser.standard().parse(runbook.toString(), Files.readAllBytes(runbook)))
                .orElseThrow();
        RollbackEngine engine = RollbackEngine.builder(new RouterRegistry(router))
                .metrics(new RouterMetrics(router))
                .notifier(team)
                .time(time)
                .build();
        RollbackRequest request = RollbackRequest.of(APPLICATION)
                .requestedBy("alice", "errors since the last release")
                .withIncidentStart(incidentStart);
        RollbackPlan plan = engine.plan(procedure, request);
        System.out.println(plan);
        RollbackReport report = engine.run(plan);
        System.out.println(report);
        report.followUps().forEach(todo -> System.out.println(todo.status() + "  " + todo.text()));
        return report;
    }

    ManualTime time() {
        return time;
    }

    BlueGreenRouter router() {
        return router;
    }

    RecordingNotifier team() {
        return team;
    }
}
