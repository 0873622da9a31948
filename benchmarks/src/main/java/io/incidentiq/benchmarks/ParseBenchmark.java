package io.incidentiq.benchmarks;

import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading RB-0007 into the typed model, against commonmark-java making its tree of the same text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParseBenchmark {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), TaskListItemsExtension.create());

    private final String text;
    private final RunbookParser runbook = RunbookParser.standard();
    private final Parser bare = Parser.builder().extensions(EXTENSIONS).build();
    private final Parser withSpans = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    public ParseBenchmark() {
        text = Rehearsal.text();
    }

    @Benchmark
    public ParseResult runbook() {
        return runbook.parse("RB-0007.md", text);
    }

    @Benchmark
    public Node commonmark() {
        return bare.parse(text);
    }

    @Benchmark
    public Node commonmarkWithSpans() {
        return withSpans.parse(text);
    }
}
