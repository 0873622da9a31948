package io.incidentiq.benchmarks;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The plan of {@code bad-deploy} alone: reads through the ports of a simulated platform, its numbers made beforehand, then the judgement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PlanBenchmark {
    private static final ServiceId SERVICE = new ServiceId(Simulation.CLUSTER, "payments-service");

    private final RollbackProcedure procedure = Rehearsal.procedure();
    private RollbackEngine engine;
    private RollbackRequest request;

    /** The simulator makes a day of points more slowly than a plan is made of them. */
    private final Map<MetricQuery, MetricSeries> numbers = new HashMap<>();

    public PlanBenchmark() {
        begin();
    }

    private static MetricQuery metric() {
        return new MetricQuery(
                "IncidentIQ/Demo",
                "ErrorRate",
                Map.of("Service", SERVICE.name()),
                Statistic.AVERAGE,
                Duration.ofMinutes(1));
    }

    /** Begins anew, because planning moves the simulated clock. */
    @Setup(Level.Invocation)
    public final void begin() {
        Simulation world = Simulation.of(Scenario.named("bad-deploy"), 1, SERVICE);
        if (numbers.isEmpty()) {
            numbers.putAll(world.metrics()
                    .read(
                            Set.of(metric()),
                            world.time().instant().minus(Duration.ofHours(26)),
                            world.time().instant()));
        }
        engine = Rehearsal.engine(world).metrics((queries, from, to) -> numbers).build();
        request = Rehearsal.request(world, SERVICE);
    }

    @Benchmark
    public RollbackPlan badDeploy() throws InterruptedException {
        return engine.plan(procedure, request);
    }
}
