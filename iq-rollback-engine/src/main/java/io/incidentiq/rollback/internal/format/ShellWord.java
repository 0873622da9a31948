package io.incidentiq.rollback.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A word as bash and zsh have to be given it, so that it stays one word and nothing in it is expanded or run, nor acts on the terminal
 * that shows it.
 */
public final class ShellWord {
    /** zsh replaces a word that begins with {@code =} by the path of a command. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@,+%-][A-Za-z0-9_./:=@,+%-]*");

    private ShellWord() {}

    /**
     * Returns {@code word} as it is where a shell reads nothing into it, else in single quotes; empty becomes {@code ''}. Characters that
     * act on a terminal stand as octal escapes in {@code $'…'}, so that the line shows what it holds.
     */
    public static String of(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return word.codePoints().anyMatch(c -> c != '\n' && VisibleText.acts(c)) ? escaped(word) : quoted(word);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String escaped(String word) {
        var text = new StringBuilder("$'");
        word.codePoints().forEach(c -> {
            if (c == '\'' || c == '\\' || c == '!' || VisibleText.acts(c)) {
                octal(text, Character.toString(c).getBytes(StandardCharsets.UTF_8));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('\'').toString();
    }

    private static void octal(StringBuilder text, byte[] bytes) {
        for (byte b : bytes) {
            text.append("\\%03o".formatted(b & 0xff));
        }
    }

    /** Returns the words, each as {@link #of} gives it but for line breaks, which are escaped, with a space between: one line. */
    public static String line(List<String> words) {
        return words.stream().map(w -> w.indexOf('\n') < 0 ? of(w) : escaped(w)).collect(Collectors.joining(" "));
    }
}
