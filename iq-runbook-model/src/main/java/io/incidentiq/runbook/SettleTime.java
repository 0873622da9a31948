package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps the first duration in text order that says how long a service needs to settle. */
final class SettleTime {
    private static final Pattern WORDS = Pattern.compile("\\b(?:stabili[sz]|settl|allow\\b)", Pattern.CASE_INSENSITIVE);

    private final DiagnosticLog log;
    private @Nullable Located<DurationRange> first;

    SettleTime(DiagnosticLog log) {
        this.log = log;
    }

    void offer(Excerpt text) {
        if (!WORDS.matcher(text.text()).find()) {
            return;
        }
        var found = DurationText.first(text.text()).orElse(null);
        if (found == null) {
            DurationText.unread(text.text())
                    .ifPresent(unread -> log.unreadDuration(text.located().range(), unread));
            return;
        }
        var range = text.range(found.start(), found.end());
        if (first == null || range.start().offset() < first.range().start().offset()) {
            first = new Located<>(found.duration().span(), range);
        }
    }

    @Nullable
    Located<DurationRange> first() {
        return first;
    }
}
