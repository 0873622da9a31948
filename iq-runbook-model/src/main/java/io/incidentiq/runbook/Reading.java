package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;

/** One reading of a text: what its readers share. Not thread-safe. */
final class Reading {
    private final SourceText source;
    private final DiagnosticLog log;
    private final ParserLimits limits;
    private final long deadline;
    private boolean outOfTime;

    Reading(SourceText source, DiagnosticLog log, ParserLimits limits) {
        this.source = source;
        this.log = log;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    SourceText source() {
        return source;
    }

    DiagnosticLog log() {
        return log;
    }

    int depth() {
        return limits.depth();
    }

    /** Returns whether the part at {@code next} may no longer be read, and says so the first time. */
    boolean isOutOfTime(SourceRange next) {
        if (!outOfTime && System.nanoTime() - deadline > 0) {
            outOfTime = true;
            log.error(
                    "time-exceeded",
                    next,
                    "reading took longer than %s, the rest is not read; shorten the text or raise the limit"
                            .formatted(limits.time()));
        }
        return outOfTime;
    }
}
