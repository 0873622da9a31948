package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.shell.WordPart.Literal;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a word at the commas and equals signs outside quotes. */
final class Shorthand {
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}+=");

    private final Word word;
    private final List<KeyValue> entries = new ArrayList<>();
    private final List<WordPart> value = new ArrayList<>();
    private @Nullable String key;
    private SourceRange keyRange;

    Shorthand(Word word) {
        this.word = word;
        this.keyRange = word.range();
    }

    Optional<KeyValues> read() {
        for (var part : word.parts()) {
            if (part instanceof Literal literal) {
                split(literal);
            } else if (key == null) {
                return Optional.empty();
            } else {
                value.add(part);
            }
            if (key == null) {
                return Optional.empty();
            }
        }
        close();
        return entries.isEmpty() ? Optional.empty() : Optional.of(new KeyValues(entries));
    }

    private void split(Literal literal) {
        var text = literal.text();
        int from = 0;
        while (from < text.length()) {
            int keyAt = key == null ? 0 : nextKey(text, from);
            if (keyAt < 0) {
                value.add(literal.slice(from, text.length()));
                return;
            }
            var matcher = KEY.matcher(text).region(keyAt, text.length());
            if (!matcher.lookingAt()) {
                return;
            }
            int comma = keyAt - 1;
            if (comma > from) {
                value.add(literal.slice(from, comma));
            }
            close();
            key = text.substring(keyAt, matcher.end() - 1);
            keyRange = literal.slice(keyAt, matcher.end()).range();
            from = matcher.end();
        }
    }

    private static int nextKey(String text, int from) {
        for (int comma = text.indexOf(',', from); comma >= 0; comma = text.indexOf(',', comma + 1)) {
            if (KEY.matcher(text).region(comma + 1, text.length()).lookingAt()) {
                return comma + 1;
            }
        }
        return -1;
    }

    private void close() {
        if (key == null) {
            return;
        }
        var end = keyRange.end();
        var read = value.isEmpty() ? new Word("", List.of(), new SourceRange(end, end)) : word.slice(value);
        entries.add(new KeyValue(
                key, read, new SourceRange(keyRange.start(), read.range().end())));
        value.clear();
        key = null;
    }
}
