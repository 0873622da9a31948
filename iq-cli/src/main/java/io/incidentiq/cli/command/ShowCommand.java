package io.incidentiq.cli.command;

import io.incidentiq.cli.input.RunbookFile;
import io.incidentiq.cli.output.RunbookJson;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.ServiceNote;
import io.incidentiq.runbook.source.Located;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code iq show}: what a runbook says, as the engine reads it. */
@Command(name = "show", description = "Show what a runbook says, as the engine reads it.")
final class ShowCommand extends SubCommand {
    @Parameters(index = "0", paramLabel = "RUNBOOK", description = "The runbook, in Markdown.")
    Path runbook = Path.of("");

    @Override
    public Integer call() {
        var file = new RunbookFile(runbook);
        ParseResult result = file.read();
        if (json()) {
            terminal().out().print(RunbookJson.of(result));
        } else {
            print(result.runbook(), terminal().out());
            result.diagnostics().forEach(d -> terminal().out().println(VisibleText.line(file.text(d))));
        }
        return 0;
    }

    private static void print(Runbook book, PrintStream out) {
        out.println(VisibleText.line(book.id().map(Located::value).orElse("(no id)") + "  "
                + book.title().map(Located::value).orElse("(no title)")));
        out.println("\ntriggers");
        book.triggers()
                .forEach(t -> line(
                        out,
                        t.range().line(),
                        t.text()
                                + (t.within() == null
                                        ? ""
                                        : "  [within " + DurationFormat.wholeSeconds(t.within()) + "]")));
        out.println("\nchecklist");
        book.items().forEach(c -> line(out, c.range().line(), c.text()));
        out.println("\nsteps");
        book.steps().forEach(s -> {
            line(out, s.range().line(), s.number() + ". " + s.title().value());
            s.codeBlocks()
                    .forEach(b -> b.script()
                            .commands()
                            .forEach(c -> line(out, c.range().line(), "   " + firstLine(c.text()))));
        });
        book.settleTime()
                .ifPresent(t -> line(
                        out,
                        t.range().line(),
                        "settle " + DurationFormat.wholeSeconds(t.value().max())));
        out.println("\nservices");
        book.services()
                .forEach(s -> line(
                        out,
                        s.range().line(),
                        "%-20s %-10s %-12s %-8s %s"
                                .formatted(
                                        s.service().value(),
                                        s.risk().level(),
                                        owner(s),
                                        time(s),
                                        s.risk().note())));
        out.println("\nafterwards");
        book.postActions().forEach(a -> line(out, a.range().line(), a.text()));
    }

    private static String owner(ServiceNote note) {
        return note.owner() == null ? "" : note.owner().value();
    }

    private static String time(ServiceNote note) {
        return note.rollbackTime() == null
                ? ""
                : "~"
                        + DurationFormat.wholeSeconds(
                                note.rollbackTime().value().span().max());
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " …";
    }

    private static void line(PrintStream out, int line, String text) {
        out.printf("  %4d  %s%n", line, VisibleText.line(text));
    }
}
