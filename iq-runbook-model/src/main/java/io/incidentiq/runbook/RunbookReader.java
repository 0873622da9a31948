package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;
import java.util.List;

/** Puts a runbook together from what the readers of its parts find. */
final class RunbookReader {
    RunbookReader(ParserLimits limits) {}

    Runbook empty(String name) {
        var frontMatter = new FrontMatter(List.of(), new SourceText("").range(0, 0));
        return new Runbook(
                name,
                new Runbook.Heading(frontMatter, List.of(), null, null),
                List.of(),
                new Runbook.Procedure(List.of(), List.of(), List.of(), null, List.of(), List.of()));
    }

    ParseResult read(String name, String text, DiagnosticLog log) {
        return new ParseResult(empty(name), log.inTextOrder());
    }
}
