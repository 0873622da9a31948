package io.incidentiq.benchmarks;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole {@code bad-deploy} in virtual time: the simulated platform made, then plan, write, verification and report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RollbackBenchmark {
    private static final ServiceId SERVICE = new ServiceId(Simulation.CLUSTER, "payments-service");

    private final RollbackProcedure procedure;
    private final Scenario scenario = Scenario.named("bad-deploy");

    public RollbackBenchmark() {
        procedure = Rehearsal.procedure();
    }

    @Benchmark
    public RollbackReport badDeploy() throws InterruptedException {
        Simulation world = Simulation.of(scenario, 1, SERVICE);
        RollbackReport report = Rehearsal.engine(world).build().run(procedure, Rehearsal.request(world, SERVICE));
        if (report.outcome() != Outcome.ROLLED_BACK) {
            throw new IllegalStateException("expected ROLLED_BACK, found " + report);
        }
        return report;
    }
}
