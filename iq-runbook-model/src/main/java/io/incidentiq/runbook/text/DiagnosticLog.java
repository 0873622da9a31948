package io.incidentiq.runbook.text;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the diagnostics of one reading, up to a limit. Not thread-safe. */
public final class DiagnosticLog {
    private final int limit;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int dropped;
    private boolean droppedError;

    public DiagnosticLog(int limit) {
        this.limit = limit;
    }

    public void error(String rule, SourceRange range, String message) {
        add(rule, Severity.ERROR, message, range);
    }

    public void warning(String rule, SourceRange range, String message) {
        add(rule, Severity.WARNING, message, range);
    }

    public void info(String rule, SourceRange range, String message) {
        add(rule, Severity.INFO, message, range);
    }

    /** Says that a text reads like a duration and isn't one that is read. */
    public void unreadDuration(SourceRange range, String text) {
        warning(
                "duration-unreadable",
                range,
                quote(text)
                        + " is no duration that is read; write seconds, minutes, hours, days or weeks, such as \"14 days\"");
    }

    private void add(String rule, Severity severity, String message, SourceRange range) {
        if (diagnostics.size() < limit) {
            diagnostics.add(new Diagnostic(rule, severity, message, range));
        } else {
            dropped++;
            droppedError |= severity == Severity.ERROR;
        }
    }

    /** Returns the diagnostics in text order; the last one tells how many more there would be. */
    public List<Diagnostic> inTextOrder() {
        var sorted = new ArrayList<>(diagnostics);
        sorted.sort(Comparator.comparingInt(d -> d.range().start().offset()));
        if (dropped > 0) {
            var severity = droppedError ? Severity.ERROR : Severity.WARNING;
            var message = "%d more diagnostics than the limit of %d; mend the first ones and read again"
                    .formatted(dropped, limit);
            var last = sorted.isEmpty() ? null : sorted.get(sorted.size() - 1).range();
            if (last != null) {
                sorted.add(new Diagnostic("more-diagnostics", severity, message, last));
            }
        }
        return List.copyOf(sorted);
    }

    /** Says a text from the runbook as part of a message: quoted, on one line, at most 60 characters. */
    public static String quote(String text) {
        var line = new StringBuilder("\"");
        int end = Math.min(text.length(), 60);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : Character.isSurrogate(c) && !paired(text, i, end) ? '?' : c);
        }
        return line.append(end < text.length() ? "…\"" : "\"").toString();
    }

    private static boolean paired(String text, int i, int end) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
