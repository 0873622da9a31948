package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * The commands of a runbook that read metrics. The first is judged. Where another one counts the requests of which the first counts the
 * errors, or the other way round, both are one metric.
 */
final class MetricCommands {
    private final List<Command> commands;
    private final Filling filling;

    /** @param range of the command that reads it */
    record Read(MetricTemplate metric, SourceRange range) {}

    MetricCommands(List<Command> commands, Filling filling) {
        this.commands = commands;
        this.filling = filling;
    }

    Optional<Command> first() {
        return commands.stream().findFirst();
    }

    private MetricReader reader(Command command) {
        return MetricReader.of(command, filling);
    }

    private List<Read> read() {
        return commands.stream()
                .flatMap(c -> reader(c).metric().map(m -> new Read(m, c.range())).stream())
                .toList();
    }

    private Optional<Read> judgedAlone() {
        return first().flatMap(c -> reader(c).metric().map(m -> new Read(m, c.range())));
    }

    /** Returns the metric that is judged; empty where there is none, or the first isn't understood. */
    Optional<Read> judged() {
        return judgedAlone().map(alone -> pair(alone).orElse(alone));
    }

    private Optional<Read> pair(Read alone) {
        if (alone.metric().ratio() != null) {
            return Optional.empty();
        }
        return read().stream()
                .flatMap(other -> RatioExpression.ofPair(alone.metric(), other.metric()).stream()
                        .map(pair -> new Read(pair, isPart(alone, pair) ? alone.range() : other.range())))
                .findFirst();
    }

    private static boolean isPart(Read alone, MetricTemplate pair) {
        return alone.metric().name().equals(pair.name());
    }

    /** Returns what of the first isn't understood, else which is another metric, which nobody judges. */
    Optional<Doubt> doubt() {
        return first().flatMap(first -> reader(first).doubt().or(() -> second(first)));
    }

    private Optional<Doubt> second(Command first) {
        Optional<Read> judged = judged();
        return commands.stream()
                .filter(c -> reader(c).metric().filter(m -> isJudged(m, judged)).isEmpty())
                .map(c -> new Doubt(
                        "metric-second",
                        "%s: a second metric; only that of line %d is judged; keep one of them"
                                .formatted(named(c), first.range().line()),
                        c.range()))
                .findFirst();
    }

    private static boolean isJudged(MetricTemplate metric, Optional<Read> judged) {
        return judged.filter(j -> metric.equals(j.metric()) || isOf(metric, j.metric()))
                .isPresent();
    }

    private static boolean isOf(MetricTemplate metric, MetricTemplate pair) {
        MetricTemplate.Ratio ratio = pair.ratio();
        return ratio != null
                && (metric.equals(ratio.total())
                        || metric.outOf(ratio.total(), ratio.factor()).equals(pair));
    }

    private static String named(Command command) {
        return command.option("--metric-name")
                .map(w -> "--metric-name " + w.text())
                .orElse("a command that reads a metric");
    }
}
