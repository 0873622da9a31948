package io.incidentiq.runbook;

import org.jspecify.annotations.Nullable;

/**
 * The box that makes a line a task: {@code [ ]}, {@code [x]}, the marks that editors put in it instead, or a ballot box.
 *
 * @param length how many characters it has
 */
record TaskBox(boolean checked, int length) {
    private static final String OPEN = "[［【";
    private static final String CLOSE = "]］】";
    private static final String MARKS = "xX✓✔√-~/>?!";
    private static final String DONE = "xX✓✔√";
    private static final String EMPTY_BOXES = "☐□▢◻⬜❏❐❑❒";
    private static final String TICKED_BOXES = "☑☒";
    private static final int[] WIDE_BOXES = {0x1F532, 0x1F533};
    private static final char EMOJI_STYLE = '\uFE0F';
    private static final int LONGEST_BLANK = 3;

    /** Returns the box at the start of {@code text}, null if there is none. */
    static @Nullable TaskBox at(CharSequence text) {
        if (text.length() == 0) {
            return null;
        }
        char first = text.charAt(0);
        if (OPEN.indexOf(first) >= 0) {
            return bracketed(text, CLOSE.charAt(OPEN.indexOf(first)));
        }
        if (EMPTY_BOXES.indexOf(first) >= 0 || TICKED_BOXES.indexOf(first) >= 0) {
            return new TaskBox(TICKED_BOXES.indexOf(first) >= 0, styled(text, 1));
        }
        int wide = Character.codePointAt(text, 0);
        return wide == WIDE_BOXES[0] || wide == WIDE_BOXES[1] ? new TaskBox(false, styled(text, 2)) : null;
    }

    private static int styled(CharSequence text, int length) {
        return text.length() > length && text.charAt(length) == EMOJI_STYLE ? length + 1 : length;
    }

    private static @Nullable TaskBox bracketed(CharSequence text, char close) {
        int at = skipBlanks(text, 1);
        boolean marked = at < text.length() && MARKS.indexOf(text.charAt(at)) >= 0;
        boolean checked = marked && DONE.indexOf(text.charAt(at)) >= 0;
        int end = marked ? skipBlanks(text, at + 1) : at;
        if (end > LONGEST_BLANK + 2 || end >= text.length() || text.charAt(end) != close) {
            return null;
        }
        boolean apart = end + 1 == text.length() || isBlank(text.charAt(end + 1));
        boolean link = !apart && "([:".indexOf(text.charAt(end + 1)) >= 0;
        return apart || (!marked && !link) ? new TaskBox(checked, end + 1) : null;
    }

    private static int skipBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_BLANK && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
