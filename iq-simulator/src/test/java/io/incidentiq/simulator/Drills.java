package io.incidentiq.simulator;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Plays scenarios with an engine and a procedure like RB-0007's, made by hand. */
public final class Drills {
    public static final String SERVICE = "api-gateway";
    private static final ServiceId ID = new ServiceId("production", SERVICE);

    private Drills() {}

    public static Simulation simulation(String scenario, long seed) {
        return Simulation.of(Scenario.named(scenario), seed, ID);
    }

    public static RollbackEngineBuilder engine(Simulation simulation) {
        return RollbackEngine.builder(simulation.registry())
                .metrics(simulation.metrics())
                .health(simulation.health())
                .inspector(simulation.inspector())
                .notifier(simulation.notifier())
                .time(simulation.time())
                .ids(ids());
    }

    private static Supplier<String> ids() {
        var count = new AtomicInteger();
        return () -> "drill-" + count.incrementAndGet();
    }

    public static RollbackRequest request(Simulation simulation) {
        RollbackRequest request = RollbackRequest.of(SERVICE).requestedBy("alice", "5xx");
        RollbackRequest here =
                simulation.healthUrl(ID).map(request::withHealthUrl).orElse(request);
        return simulation.incidentStart().map(here::withIncidentStart).orElse(here);
    }

    public static RollbackReport play(Simulation simulation, UnaryOperator<RollbackRequest> more) {
        return play(simulation, procedure(), more);
    }

    public static RollbackReport play(
            Simulation simulation, RollbackProcedure procedure, UnaryOperator<RollbackRequest> more) {
        try {
            return engine(simulation).build().run(procedure, more.apply(request(simulation)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the number of the revision that the service runs, or is on its way to, as last seen or as the platform says now. */
    public static int running(Simulation simulation, RollbackReport report) {
        return report.progress()
                .lastSeen()
                .or(() -> Optional.ofNullable(
                        simulation.registry().describe(Set.of(ID)).get(ID)))
                .flatMap(ServiceSnapshot::primary)
                .orElseThrow()
                .definition()
                .number();
    }

    public static RollbackProcedure procedure() {
        return procedure("ErrorRate", Statistic.AVERAGE);
    }

    /** Returns a procedure whose metric is another one of the service's. */
    public static RollbackProcedure procedure(String name, Statistic statistic) {
        var metric = new MetricTemplate(
                "IncidentIQ/Demo", name, Map.of("Service", MetricTemplate.SERVICE), statistic, Duration.ofMinutes(1));
        return new RollbackProcedure(
                new RunbookRef("RB-0007.md", "RB-0007", "Emergency Rollback Procedure"),
                from("production", 43),
                new Checks(
                        from(metric, 82),
                        from("https://api.company.com/{service}/health", 79),
                        from(Duration.ofMinutes(3), 81),
                        from(Duration.ofMinutes(5), 86)),
                new RollbackProcedure.Team(
                        List.of(
                                item("Confirm deployment timestamp correlates with incident start", 25),
                                item("Identify the previous stable task definition revision", 26),
                                item("Notify team in #incidents that rollback is starting", 27),
                                item("Confirm no database migrations were included", 28)),
                        List.of(new ServiceRule(
                                SERVICE, MigrationRisk.NONE, "", Duration.ofMinutes(1), "platform-team", line(99))),
                        List.of(),
                        from("#incidents", 27)),
                from(Duration.ofHours(6), 20),
                new RollbackProcedure.Script(new ScriptLines(59, 69, 79, 82), List.of()));
    }

    private static ChecklistLine item(String text, int line) {
        return ChecklistLine.of(text, line(line));
    }

    private static <T> Sourced<T> from(T value, int line) {
        return new Sourced<>(value, line(line));
    }

    private static Source line(int line) {
        return new Source("RB-0007", line);
    }
}
