package io.incidentiq.runbook.bash;

/**
 * {@code <service-name>}: at most 64 letters, digits, dots, dashes and underscores, or words of them with one space in
 * between, the first character and that behind each space a letter. So {@code <in.txt >out.txt} is none.
 */
final class Placeholders {
    private static final int LONGEST = 64;

    private Placeholders() {}

    /** Returns the length of the placeholder at the cursor with its brackets, or 0 if there is none. */
    static int lengthAt(Cursor cursor) {
        if (cursor.peek() != '<' || !Cursor.isLetter(cursor.peek(1))) {
            return 0;
        }
        for (int i = 2; i <= LONGEST + 1; i++) {
            char c = cursor.peek(i);
            if (c == '>') {
                return i + 1;
            }
            boolean space = c == ' ' && Cursor.isLetter(cursor.peek(i + 1));
            if (!space && !Cursor.isLetter(c) && !Cursor.isDigit(c) && c != '-' && c != '_' && c != '.') {
                return 0;
            }
        }
        return 0;
    }
}
