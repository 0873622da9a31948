package io.incidentiq.rollback.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A word as a POSIX shell has to be given it, so that it stays one word and nothing in it is expanded or run. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+%-]+");

    private ShellWord() {}

    /** Returns {@code word} as it is where a shell reads nothing into it, else in single quotes; empty becomes {@code ''}. */
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns the words, each as {@link #of} gives it, with a space between. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
