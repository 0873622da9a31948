package io.incidentiq.rollback;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person stated about a gate.
 *
 * @param gate the gate's id
 * @param by who says so
 * @param note what they add; may be empty for a confirmation, never for an override
 * @param override whether they go on in spite of evidence against it
 */
public record Statement(String gate, String by, String note, boolean override) {
    private static final Set<String> NAMES = Set.of(
            "name",
            "your-name",
            "yourname",
            "your-name-here",
            "your-full-name",
            "full-name",
            "user-name",
            "username",
            "your-username",
            "who",
            "who:why",
            "who:note",
            "your-name:why",
            "placeholder",
            "todo",
            "tbd",
            "xxx");
    private static final Set<String> NOTES = Set.of(
            "why",
            "note",
            "reason",
            "your-note",
            "your-reason",
            "your-reason-here",
            "who:why",
            "who:note",
            "name:note",
            "name:why",
            "your-name:why",
            "placeholder",
            "todo",
            "tbd",
            "xxx");
    private static final Pattern BRACKETS = Pattern.compile("^[\\s<>\\[\\](){}'\"`$]+|[\\s<>\\[\\](){}'\"`]+$");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\p{Pd}\\s_.]+");
    private static final Pattern UNFILLED = Pattern.compile("<[^<>]*>|\\$\\{[^{}]*}|\\{\\{[^{}]*}}|\\$\\w+|%\\w+%");
    private static final Pattern WORDLESS = Pattern.compile("[^\\p{L}\\p{N}\\p{So}]+");

    /** @throws IllegalArgumentException if nobody is named, an override gives no reason, or either is a placeholder that nobody filled in */
    public Statement {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(note, "note");
        if (by.isBlank()) {
            throw new IllegalArgumentException("gate %s: expected who says so, found a blank name".formatted(gate));
        }
        if (override && note.isBlank()) {
            throw new IllegalArgumentException("override of %s: expected WHO and a NOTE saying why".formatted(gate));
        }
        if (isPlaceholderName(by)) {
            throw new IllegalArgumentException(
                    "gate %s: expected the name of a person, found the placeholder '%s'".formatted(gate, by));
        }
        if (isPlaceholderNote(note)) {
            throw new IllegalArgumentException(
                    "gate %s: expected what %s adds in words, found the placeholder '%s'".formatted(gate, by, note));
        }
    }

    /** Returns whether {@code name} stands for a name that nobody filled in, such as {@code YOUR-NAME}, in any case; blank is not. */
    public static boolean isPlaceholderName(String name) {
        return NAMES.contains(plain(name)) || isUnfilled(name);
    }

    /** Returns whether {@code note} stands for a reason that nobody filled in, such as {@code WHY}, in any case; blank is not. */
    public static boolean isPlaceholderNote(String note) {
        return NOTES.contains(plain(note)) || isUnfilled(note);
    }

    /** Nothing but dots or dashes names nobody, and gives no reason. */
    private static boolean isUnfilled(String text) {
        String stripped = text.strip();
        return UNFILLED.matcher(stripped).matches()
                || WORDLESS.matcher(stripped).matches();
    }

    private static String plain(String text) {
        String words = BRACKETS.matcher(text.strip()).replaceAll("").toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.matcher(words).replaceAll("-");
    }
}
