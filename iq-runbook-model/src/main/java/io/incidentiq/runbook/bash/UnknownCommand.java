package io.incidentiq.runbook.bash;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the end of a command that is not read: that of its line, or of the block that it opens ({@code if … fi}), or of
 * its here-document. Where that is not found it goes up to the end of the script.
 */
final class UnknownCommand {
    private static final Pattern TOKEN = Pattern.compile("[^\\s;&|()]++|[;&|()]");
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?\\s?([\"']?)([A-Za-z_][A-Za-z0-9_]{0,63}+)\\1");
    private static final Set<String> OPENERS = Set.of("if", "for", "while", "until", "case", "select", "{");
    private static final Set<String> CLOSERS = Set.of("fi", "done", "esac", "}");
    private static final Set<String> BEFORE_COMMAND = Set.of(";", "&", "|", "(", ")", "do", "then", "else", "{");

    private final Cursor cursor;
    private final boolean group;
    private int open;

    private UnknownCommand(Cursor cursor) {
        this.cursor = cursor;
        this.group = cursor.peek() == '(';
    }

    /** Moves the cursor behind the command, at least up to {@code reached}: what was read once is not read again. */
    static void skip(Cursor cursor, int reached) {
        new UnknownCommand(cursor).skipLines(reached);
    }

    private void skipLines(int reached) {
        boolean goOn = true;
        while (goOn && !cursor.isAtEnd()) {
            int start = cursor.at();
            cursor.skipLine();
            var line = cursor.text(start, cursor.at());
            var document = HERE_DOCUMENT.matcher(line);
            if (document.find()) {
                skipDocument(document.group(2));
            }
            open += group ? parentheses(line) : blocks(line);
            goOn = open > 0 || line.endsWith("\\") || cursor.at() < reached;
            if (goOn) {
                cursor.advance();
            }
        }
    }

    private static int parentheses(String line) {
        int balance = 0;
        for (int i = 0; i < line.length(); i++) {
            balance += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
        }
        return balance;
    }

    private static int blocks(String line) {
        int balance = 0;
        boolean atCommand = true;
        var tokens = TOKEN.matcher(line);
        while (tokens.find()) {
            var token = tokens.group();
            if (atCommand && token.startsWith("#")) {
                return balance;
            }
            if (atCommand) {
                balance += OPENERS.contains(token) ? 1 : CLOSERS.contains(token) ? -1 : 0;
            }
            atCommand = BEFORE_COMMAND.contains(token);
        }
        return balance;
    }

    private void skipDocument(String delimiter) {
        boolean found = false;
        while (!found && !cursor.isAtEnd()) {
            cursor.advance();
            int start = cursor.at();
            cursor.skipLine();
            found = cursor.text(start, cursor.at()).strip().equals(delimiter);
        }
    }
}
