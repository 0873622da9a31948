package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Puts a runbook together from what the readers of its parts find. */
final class RunbookReader {
    private static final String ID = "runbook_id";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ParserLimits limits;
    private final Markdown markdown;

    RunbookReader(ParserLimits limits) {
        this.limits = limits;
        this.markdown = new Markdown(limits.depth());
    }

    Runbook empty(String name) {
        var frontMatter = new FrontMatter(List.of(), new SourceText("").range(0, 0));
        return new Runbook(
                name,
                new Runbook.Heading(frontMatter, List.of(), null, null),
                List.of(),
                new Runbook.Procedure(
                        List.of(),
                        new Runbook.Checks(List.of(), List.of()),
                        new Runbook.Instructions(List.of(), List.of()),
                        null,
                        List.of(),
                        List.of()));
    }

    ParseResult read(String name, String text, DiagnosticLog log) {
        var reading = new Reading(new SourceText(text), log, limits);
        var runbook = text.isBlank() ? blank(name, reading) : read(name, reading);
        return new ParseResult(runbook, log.inTextOrder());
    }

    private Runbook blank(String name, Reading reading) {
        reading.log()
                .error("text-empty", reading.source().range(0, 0), "the text is empty; expected a runbook, write one");
        return empty(name);
    }

    private Runbook read(String name, Reading reading) {
        var source = reading.source();
        Oddities.report(source, reading.log());
        int start = source.text().charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        var frontMatter = new FrontMatterReader(reading, start).read();
        boolean first = frontMatter.range().start().offset() == start;
        int body = first && frontMatter.range().length() > 0
                ? source.nextLine(frontMatter.range().end().offset())
                : start;
        var text = first ? source.text().substring(body) : without(frontMatter.range(), source.text(), body);
        var document = markdown.parse(text, source.range(body, body), reading.log());
        var places = new Places(source, body);
        var outline = Outline.of(document, places);
        var sections = outline.sections();
        var code = CodeBlocks.of(document, places, reading);
        var comments = new IqCommentReader(reading, Section.flatten(sections)).read(body, code::contains);
        var heading = new Runbook.Heading(
                frontMatter, comments, id(frontMatter, comments, reading), title(frontMatter, outline));
        return new Runbook(name, heading, sections, procedure(reading, places, document, outline));
    }

    /** Returns the text from {@code from} on with blanks in place of a range, so that all else keeps its offset. */
    private static String without(SourceRange range, String text, int from) {
        var kept = new StringBuilder(text.length() - from).append(text, from, text.length());
        for (int i = range.start().offset() - from; i < range.end().offset() - from; i++) {
            if (kept.charAt(i) != '\n' && kept.charAt(i) != '\r') {
                kept.setCharAt(i, ' ');
            }
        }
        return kept.toString();
    }

    private static Runbook.Procedure procedure(Reading reading, Places places, Node document, Outline outline) {
        var lists = new ListReader(document, outline, places, reading.log());
        var settleTime = new SettleTime(reading.log());
        var code = new CodeReader(reading, places);
        var passages = new PassageReader(places, code).read(document);
        var steps = new StepsReader(reading, code, places, settleTime).read(outline, passages);
        var checklist = lists.checklist();
        var tasks = lists.tasks();
        lists.reportMissing(checklist, tasks);
        return new Runbook.Procedure(
                lists.triggers(),
                new Runbook.Checks(checklist, tasks),
                new Runbook.Instructions(steps, passages),
                settleTime.first(),
                new ServiceTableReader(places, reading.log()).read(outline),
                lists.postActions());
    }

    private static @Nullable Located<String> id(FrontMatter frontMatter, List<IqComment> comments, Reading reading) {
        var first = frontMatter
                .runbookId()
                .or(() -> comments.stream()
                        .map(comment -> comment.value(ID))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(null);
        if (first == null) {
            reading.log()
                    .warning(
                            "id-missing",
                            frontMatter.range(),
                            "no runbook_id; expected one in the front matter, add \"runbook_id: RB-…\"");
            return null;
        }
        for (var comment : comments) {
            comment.value(ID)
                    .filter(other -> !other.value().equals(first.value()))
                    .ifPresent(other -> reading.log()
                            .warning(
                                    "id-mismatch",
                                    other.range(),
                                    DiagnosticLog.quote(other.value()) + " in an iq comment; expected "
                                            + DiagnosticLog.quote(first.value()) + ", as above, make them one"));
        }
        return first;
    }

    private static @Nullable Located<String> title(FrontMatter frontMatter, Outline outline) {
        return frontMatter.title().or(outline::title).orElse(null);
    }
}
