package io.incidentiq.runbook.shell;

import java.util.List;
import java.util.Optional;

/** {@code Key=Value,Key=Value}, in text order; a key may come again. */
public record KeyValues(List<KeyValue> entries) {
    /** Copies the list. */
    public KeyValues {
        entries = List.copyOf(entries);
    }

    /** Returns the first value of a key, case-sensitive; empty if the key is missing. */
    public Optional<Word> value(String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(KeyValue::value)
                .findFirst();
    }
}
