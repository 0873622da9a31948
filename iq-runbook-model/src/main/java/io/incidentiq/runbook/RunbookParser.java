package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;

/**
 * Reads a runbook from Markdown. It never throws on content: whatever the text, there is a {@link Runbook}, and
 * {@link Diagnostic}s say what is missing, unreadable or probably a mistake. Immutable and thread-safe; make it once.
 */
public final class RunbookParser {
    private static final RunbookParser STANDARD = new RunbookParser(ParserLimits.standard());

    private final ParserLimits limits;
    private final RunbookReader reader;

    private RunbookParser(ParserLimits limits) {
        this.limits = limits;
        this.reader = new RunbookReader(limits);
    }

    /** Returns the parser with {@link ParserLimits#standard()}. */
    public static RunbookParser standard() {
        return STANDARD;
    }

    /** Returns a parser with other limits. */
    public RunbookParser withLimits(ParserLimits newLimits) {
        return new RunbookParser(newLimits);
    }

    /**
     * Reads a text.
     *
     * @param name what {@link Runbook#name()} returns, for instance that of the file
     */
    public ParseResult parse(String name, String text) {
        if (text.length() > limits.textLength()) {
            var log = new DiagnosticLog(limits.diagnostics());
            log.error("text-too-large", nowhere(), tooLarge(text.length()));
            return new ParseResult(reader.empty(name), log.inTextOrder());
        }
        return reader.read(name, text, new DiagnosticLog(limits.diagnostics()));
    }

    /**
     * Reads a text in UTF-8. Malformed bytes are read as U+FFFD; the first one is a diagnostic that names its offset.
     *
     * @param name what {@link Runbook#name()} returns, for instance that of the file
     */
    public ParseResult parse(String name, byte[] utf8) {
        var log = new DiagnosticLog(limits.diagnostics());
        if (utf8.length > limits.textLength()) {
            log.error("text-too-large", nowhere(), tooLarge(utf8.length));
            return new ParseResult(reader.empty(name), log.inTextOrder());
        }
        return reader.read(name, Utf8.decode(utf8, log), log);
    }

    private String tooLarge(int length) {
        return "the text has a length of %d, expected at most %d; split it or raise the limit"
                .formatted(length, limits.textLength());
    }

    private static SourceRange nowhere() {
        return new SourceText("").range(0, 0);
    }
}
