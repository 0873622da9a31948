package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;

/** Characters that no text should hold; of each sort only the first is reported. */
final class Oddities {
    private Oddities() {}

    static void report(SourceText source, DiagnosticLog log) {
        var text = source.text();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            log.warning("character-nul", source.range(nul, nul + 1), "a NUL character; expected text, remove it");
        }
        int surrogate = loneSurrogate(text);
        if (surrogate >= 0) {
            log.warning(
                    "character-lone-surrogate",
                    source.range(surrogate, surrogate + 1),
                    "half of a surrogate pair; expected a whole character, remove it");
        }
    }

    private static int loneSurrogate(String text) {
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] >= Character.MIN_SURROGATE && chars[i] <= Character.MAX_SURROGATE) {
                boolean pair = i + 1 < chars.length && Character.isSurrogatePair(chars[i], chars[i + 1]);
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
