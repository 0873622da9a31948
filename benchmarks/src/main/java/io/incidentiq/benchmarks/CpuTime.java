package io.incidentiq.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time per operation, twice: that of the benchmark's own threads, which other work on the machine hardly changes, and
 * that of the whole process, with garbage collection and with what still is compiled.
 */
public final class CpuTime implements InternalProfiler {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final String WORKER = "jmh-worker";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long processBefore;
    private long workersBefore;

    @Override
    public String getDescription() {
        return "CPU time of the benchmark's threads, and of the process, per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        processBefore = system.getProcessCpuTime();
        workersBefore = workers();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(
                perOperation("cpu.thread", workers() - workersBefore, operations),
                perOperation("cpu.process", system.getProcessCpuTime() - processBefore, operations));
    }

    private static Result<?> perOperation(String label, long nanos, long operations) {
        return new ScalarResult(label, nanos / NANOS_PER_MICRO / operations, "us/op", AggregationPolicy.AVG);
    }

    /** JMH keeps its workers from one iteration to the next; before the first there is none. */
    private long workers() {
        long nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().contains(WORKER)) {
                nanos += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return nanos;
    }
}
