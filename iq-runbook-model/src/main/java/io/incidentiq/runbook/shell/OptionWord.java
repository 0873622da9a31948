package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.shell.WordPart.Literal;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** {@code --name=value} in one word. */
final class OptionWord {
    private OptionWord() {}

    static @Nullable KeyValue split(Word word) {
        if (!(word.parts().get(0) instanceof Literal first) || first.text().indexOf('=') < 0) {
            return null;
        }
        int equals = first.text().indexOf('=');
        var parts = new ArrayList<WordPart>(word.parts().subList(1, word.parts().size()));
        if (equals + 1 < first.text().length()) {
            parts.add(0, first.slice(equals + 1, first.text().length()));
        }
        var end = word.range().end();
        var value = parts.isEmpty() ? new Word("", parts, new SourceRange(end, end)) : word.slice(parts);
        return new KeyValue(first.text().substring(0, equals), value, word.range());
    }
}
