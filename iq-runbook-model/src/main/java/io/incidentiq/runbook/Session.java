package io.incidentiq.runbook;

import io.incidentiq.runbook.text.Excerpt;
import io.incidentiq.runbook.text.SourceText;

/**
 * A terminal as documents show it. A line behind the prompt {@code $} and a space is a command, and so are the lines that
 * a backslash continues it with, with or without their own prompt {@code >}. Every other line is output, never a command.
 */
final class Session {
    private static final String PROMPT = "$ ";
    private static final String CONTINUED = "> ";

    private Session() {}

    /** Returns whether the first line that is neither blank nor a comment has a prompt, which no script has. */
    static boolean isShownBy(String code) {
        int line = 0;
        while (line < code.length() && (code.charAt(line) == '\n' || code.charAt(line) == '#')) {
            line = behindLine(code, line);
        }
        return code.startsWith(PROMPT, line);
    }

    /** Returns the commands alone, each on its lines. */
    static Excerpt commands(Excerpt shown, SourceText source) {
        var text = shown.text();
        var commands = new Excerpt.Builder(source);
        boolean continued = false;
        int line = 0;
        while (line < text.length()) {
            int next = behindLine(text, line);
            boolean prompted = text.startsWith(continued ? CONTINUED : PROMPT, line);
            boolean command = prompted || continued;
            if (command) {
                commands.add(shown.part(prompted ? line + PROMPT.length() : line, next));
            }
            continued = command && text.startsWith("\\\n", next - 2);
            line = next;
        }
        return commands.build();
    }

    private static int behindLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline + 1;
    }
}
