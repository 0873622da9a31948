package io.incidentiq.aws.alarm.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** A payload's own words, fit for a terminal: no control characters, and not too many. */
public final class Words {
    private static final int QUOTED = 100;
    private static final int NAMED = 8;

    private Words() {}

    /** Returns {@code text} in one line; what a terminal might obey, or shows backwards, is replaced. */
    public static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(isShown(c) ? c : '\uFFFD'));
        return plain.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Returns the beginning of {@code text}, between quotes. */
    public static String quoted(String text) {
        String start = text.codePointCount(0, text.length()) > QUOTED
                ? text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "…"
                : text;
        return "'" + plain(start) + "'";
    }

    /** Returns the first few of {@code texts}, each between quotes. */
    public static String some(Collection<String> texts) {
        return texts.stream().limit(NAMED).map(Words::quoted).collect(Collectors.joining(", "))
                + (texts.size() > NAMED ? ", …" : "");
    }
}
