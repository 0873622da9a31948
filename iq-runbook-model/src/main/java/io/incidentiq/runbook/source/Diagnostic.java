package io.incidentiq.runbook.source;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the reader has to say about a place in a runbook.
 *
 * @param rule the stable id of the rule, in kebab-case, for instance {@code steps-missing}
 * @param message what was found, what was expected, what to do
 */
public record Diagnostic(String rule, Severity severity, String message, SourceRange range) {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");

    /** @throws IllegalArgumentException if {@code rule} is not kebab-case or {@code message} is blank */
    public Diagnostic {
        if (!KEBAB_CASE.matcher(rule).matches()) {
            throw new IllegalArgumentException("expected a rule id in kebab-case, found \"" + rule + "\"");
        }
        if (message.isBlank()) {
            throw new IllegalArgumentException("expected a message for " + rule + ", found none");
        }
    }

    /** Returns {@code line:column: severity rule: message}, to be put behind the name of the file. */
    @Override
    public String toString() {
        return range.start() + ": " + severity.name().toLowerCase(Locale.ROOT) + " " + rule + ": " + message;
    }
}
