package io.incidentiq.runbook;

import io.incidentiq.runbook.FrontMatterValue.Items;
import io.incidentiq.runbook.FrontMatterValue.Scalar;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The YAML between {@code ---} lines at the top of a runbook. Immutable.
 *
 * @param entries all keys in text order, known or not; of a key that comes twice only the first
 * @param range with both {@code ---} lines; nothing at the start of the text if there is no front matter
 */
public record FrontMatter(List<FrontMatterEntry> entries, SourceRange range) {
    /** Copies the list. */
    public FrontMatter {
        entries = List.copyOf(entries);
    }

    /** Returns the value of a key, case-sensitive. */
    public Optional<FrontMatterValue> value(String key) {
        for (var entry : entries) {
            if (entry.key().value().equals(key)) {
                return Optional.of(entry.value());
            }
        }
        return Optional.empty();
    }

    /** Returns the text of a key; empty if it is missing, blank, or no single text. */
    public Optional<Located<String>> text(String key) {
        return value(key)
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(scalar -> !scalar.text().isBlank())
                .map(scalar -> new Located<>(scalar.text(), scalar.range()));
    }

    /**
     * Returns the texts of a key that holds a YAML list or texts with commas between them, without blank ones; empty if
     * it is missing. The texts of a comma text all have the range of the whole.
     */
    public List<Located<String>> texts(String key) {
        var texts = new ArrayList<Located<String>>();
        var value = value(key).orElse(null);
        if (value instanceof Items items) {
            items.items().forEach(item -> addText(item, texts));
        } else if (value != null) {
            addText(value, texts);
        }
        return List.copyOf(texts);
    }

    private static void addText(FrontMatterValue value, List<Located<String>> texts) {
        if (value instanceof Scalar scalar) {
            for (var text : scalar.text().split(",", -1)) {
                if (!text.isBlank()) {
                    texts.add(new Located<>(text.strip(), scalar.range()));
                }
            }
        }
    }

    /** Returns {@code runbook_id}. */
    public Optional<Located<String>> runbookId() {
        return text("runbook_id");
    }

    /** Returns {@code title}. */
    public Optional<Located<String>> title() {
        return text("title");
    }

    /** Returns {@code service}; {@code all} means every service. */
    public Optional<Located<String>> service() {
        return text("service");
    }

    /** Returns {@code severity_scope}, a YAML list or comma text, in upper case. */
    public List<Located<String>> severityScope() {
        return texts("severity_scope").stream()
                .map(text -> new Located<>(text.value().toUpperCase(Locale.ROOT), text.range()))
                .toList();
    }

    /** Returns {@code tags}, a YAML list or comma text. */
    public List<Located<String>> tags() {
        return texts("tags");
    }

    /** Returns {@code first_action_step}. */
    public Optional<Located<String>> firstActionStep() {
        return text("first_action_step");
    }
}
