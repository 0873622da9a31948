package io.incidentiq.runbook.bash;

import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.Excerpt;

/** A place in a script that moves forward. Lines end with LF. */
final class Cursor {
    /** What {@link #peek()} returns at the end; in a script NUL is replaced before it gets here. */
    static final char END = '\0';

    private final Excerpt code;
    private final String text;
    private int at;

    Cursor(Excerpt code) {
        this.code = code;
        this.text = code.text();
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    boolean isAtLineEnd() {
        return at < text.length() && text.charAt(at) == '\n';
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    char peek(int ahead) {
        return at + ahead >= 0 && at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    void advance() {
        at = Math.min(at + 1, text.length());
    }

    void advance(int count) {
        at = Math.min(at + count, text.length());
    }

    boolean skip(String expected) {
        boolean found = text.startsWith(expected, at);
        if (found) {
            at += expected.length();
        }
        return found;
    }

    boolean looksAt(String expected) {
        return text.startsWith(expected, at);
    }

    /** Returns where the text between {@code start} and here ends but for white space. */
    int endOfText(int start) {
        int end = at;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Skips spaces, tabs and continued lines. */
    void skipBlanks() {
        while (true) {
            char c = peek();
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '\\' && peek(1) == '\n') {
                at += 2;
            } else {
                return;
            }
        }
    }

    /** Skips what has no meaning of its own anywhere in a word: letters, digits and some signs. */
    void skipPlain() {
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isPlain(char c) {
        return isNameStart(c) || (c >= '+' && c <= ':') || c == '=';
    }

    /** Returns the length of the name of a variable at this place, 0 if there is none. */
    int nameLength() {
        if (!isNameStart(peek())) {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && (isNameStart(text.charAt(end)) || isDigit(text.charAt(end)))) {
            end++;
        }
        return end - at;
    }

    static boolean isNameStart(char c) {
        return isLetter(c) || c == '_';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    /** Returns where the next {@code c} is on this line, or -1. */
    int indexInLine(char c) {
        for (int i = at; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    String text(int from, int to) {
        return text.substring(from, to);
    }

    SourceRange range(int from, int to) {
        return code.range(from, to);
    }
}
