package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment {@code <!-- iq:key=value | key=value -->}.
 *
 * @param fields in text order; a key may come again
 * @param section the innermost section it stands in, null before the first heading
 */
public record IqComment(List<Field> fields, @Nullable Section section, SourceRange range) {
    /** Copies the list. */
    public IqComment {
        fields = List.copyOf(fields);
    }

    /** One {@code key=value}; the value goes up to the next {@code |}. */
    public record Field(Located<String> key, Located<String> value) {}

    /** Returns the first value of a key; empty if the key is missing. */
    public Optional<Located<String>> value(String key) {
        for (var field : fields) {
            if (field.key().value().equals(key)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
