package io.incidentiq.rollback.procedure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits names such as {@code HTTPCode_Target_5XX}, {@code successRate} and {@code SERVICE-NAME} into words. */
public final class NameWords {
    private static final Pattern EDGE =
            Pattern.compile("[^\\p{L}]+|(?<=[\\p{Ll}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private NameWords() {}

    /** Returns the words in lower case: parts of camel case, and what signs and digits separate. */
    public static List<String> of(String name) {
        return Stream.of(EDGE.split(name, -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
