package io.incidentiq.benchmarks;

import io.incidentiq.rollback.internal.verdict.Outlook;
import io.incidentiq.rollback.internal.verdict.Recovery;
import io.incidentiq.rollback.internal.verdict.Traffic;
import io.incidentiq.rollback.internal.verdict.Verdict;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The verdict on counted traffic: 60 periods before, 10 during, 20 requests in each, so that all tails are summed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VerdictBenchmark {
    private final Traffic baseline = repeated(60, 0, 0, 0, 0, 1);
    private final Traffic incident = repeated(10, 1, 2, 0);
    private final Traffic window = repeated(30, 1, 0, 0, 0, 0, 1);
    private final Traffic begun = window.first(5);
    private final Recovery recovery = Recovery.of(baseline, incident);

    private static Traffic repeated(int periods, int... bad) {
        double[] total = new double[periods];
        Arrays.fill(total, 20);
        return Traffic.of(
                IntStream.range(0, periods)
                        .mapToDouble(i -> bad[i % bad.length])
                        .toArray(),
                total);
    }

    /** The first look, with all that is made ready before it. */
    @Benchmark
    public Verdict oneLook() {
        return Recovery.of(baseline, incident).judge(begun);
    }

    /** Half an hour that decides nothing: five looks. */
    @Benchmark
    public Verdict allLooks() {
        return recovery.judge(window);
    }

    /** What the plan says of the window. */
    @Benchmark
    public Outlook outlook() {
        return Outlook.of(recovery, 20);
    }
}
