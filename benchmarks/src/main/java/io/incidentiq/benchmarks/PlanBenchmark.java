package io.incidentiq.benchmarks;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
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

/** The plan of {@code bad-deploy} alone: reads through the ports of a simulated platform, then the judgement. */
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

    public PlanBenchmark() {
        begin();
    }

    /** Begins anew, because planning moves the simulated clock. */
    @Setup(Level.Invocation)
    public final void begin() {
        Simulation world = Simulation.of(Scenario.named("bad-deploy"), 1, SERVICE);
        engine = Rehearsal.engine(world).build();
        request = Rehearsal.request(world, SERVICE);
    }

    @Benchmark
    public RollbackPlan badDeploy() throws InterruptedException {
        return engine.plan(procedure, request);
    }
}
