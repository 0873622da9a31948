package io.incidentiq.rollback.internal.format;

/**
 * Text from outside as people may be shown it. What would act on a terminal, or can't be seen, stands as a visible escape such as
 * {@code \u001b}: control characters, line breaks, marks that turn the direction of writing, and marks without width.
 */
public final class VisibleText {
    private VisibleText() {}

    /** Returns {@code text} as one line in which nothing acts; the same text where nothing in it would. */
    public static String line(String text) {
        return text.codePoints().noneMatch(VisibleText::acts) ? text : escaped(text, "");
    }

    /** Returns {@code text} as {@link #line} does, with its line feeds kept. */
    public static String lines(String text) {
        return escaped(text, "\n");
    }

    private static String escaped(String text, String kept) {
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (acts(c) && kept.indexOf(c) < 0) {
                escape(shown, c);
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Appends the escape that Java and JSON have for {@code c}: one for each of its UTF-16 units. */
    static void escape(StringBuilder shown, int c) {
        for (char unit : Character.toChars(c)) {
            shown.append("\\u%04x".formatted((int) unit));
        }
    }

    /**
     * Returns whether a terminal would do something for {@code c} other than show it: controls (C0 with line feed and tab, DEL, C1), line
     * and paragraph separators, format characters (bidirectional controls, zero-width marks, tags), fillers without ink, and halves of
     * surrogate pairs.
     */
    public static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> isBlankFiller(c);
        };
    }

    /** Letters and marks by their category, that have no ink and no width of their own. */
    private static boolean isBlankFiller(int c) {
        boolean selects = (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x180b && c <= 0x180f);
        return selects
                || c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c == 0x2800
                || c == 0x3164
                || c == 0xffa0;
    }
}
