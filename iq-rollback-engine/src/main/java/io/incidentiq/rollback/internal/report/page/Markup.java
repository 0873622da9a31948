package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes markup that is well-formed HTML and XML alike. This is the only place where text from outside becomes part of a page: there it
 * is escaped, and there it is cut, so that a page stays small whatever it is told. Not thread-safe.
 */
final class Markup {
    /** How long one text may be, in UTF-16 units; one that is longer is cut to half of it. */
    private static final int LONGEST = 3_000;

    /** How many bytes all texts together may take. */
    private static final int MOST = 72_000;

    private static final String CUT = "…";

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();
    private int left = MOST;

    /** Opens an element; {@code attributes} are names and values in turn. Names are ours, values may be anybody's. */
    Markup open(String element, String... attributes) {
        start(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Writes an element without content. */
    Markup empty(String element, String... attributes) {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    private void start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    /** Closes the element that was opened last. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the element that was opened last, at the end of a line. */
    Markup closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** Writes an element that holds one text. */
    Markup leaf(String element, String text, String... attributes) {
        open(element, attributes);
        text(text);
        return close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Writes what this package has made itself, such as a style sheet or the numbers of a path. */
    Markup own(String markup) {
        out.append(markup);
        return this;
    }

    /** Returns whether {@code text} fits uncut: half a command is worse than none. */
    boolean fits(String text) {
        return text.length() <= LONGEST && 6 * text.length() < left;
    }

    private void escape(String text) {
        String kept = text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2));
        String shown = VisibleText.line(kept);
        for (int i = 0; i < shown.length(); i += Character.charCount(shown.codePointAt(i))) {
            if (!append(shown.codePointAt(i))) {
                return;
            }
        }
        if (kept.length() < text.length()) {
            out.append(CUT);
        }
    }

    /** Returns whether there was room. */
    private boolean append(int c) {
        String written = written(c);
        int bytes = bytes(c, written);
        if (bytes > left) {
            out.append(left > 0 ? CUT : "");
            left = 0;
            return false;
        }
        left -= bytes;
        out.append(written);
        return true;
    }

    /** Returns how long it is in UTF-8; an escape is plain ASCII. */
    private static int bytes(int c, String written) {
        if (written.length() > 2 || c < 0x80) {
            return written.length();
        }
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private static String written(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> isCharacter(c) ? Character.toString(c) : "\\u%04x".formatted(c);
        };
    }

    /** What is no character in Unicode, XML doesn't take. */
    private static boolean isCharacter(int c) {
        return (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef);
    }

    /**
     * Returns the markup.
     *
     * @throws IllegalStateException if an element is open
     */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("open: " + open);
        }
        return out.toString();
    }
}
