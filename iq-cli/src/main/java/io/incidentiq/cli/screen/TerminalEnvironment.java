package io.incidentiq.cli.screen;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command runs, as the launcher and the environment tell. Java alone can't say which of its streams is a terminal.
 *
 * @param person somebody sits there: standard input and standard error are a terminal, and this is no CI
 * @param redraws a line can be drawn over
 * @param outShown standard output goes to the same screen
 * @param columns how wide the screen is
 * @param command how the command was called, for lines to copy
 */
public record TerminalEnvironment(boolean person, boolean redraws, boolean outShown, int columns, String command) {
    /** A pipe. */
    public static final TerminalEnvironment NOBODY = new TerminalEnvironment(false, false, false, 80, "iq");

    private static final int COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;

    /** Reads what the launcher sets ({@code iq.terminal}, {@code iq.terminal.out}, {@code iq.command}) and the environment. */
    static TerminalEnvironment of(Map<?, ?> properties, Map<String, String> environment) {
        boolean person = isTrue(properties.get("iq.terminal"))
                && environment.getOrDefault("CI", "").isEmpty();
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean redraws = person && !kind.isEmpty() && !kind.equals("dumb");
        return new TerminalEnvironment(
                person,
                redraws,
                isTrue(properties.get("iq.terminal.out")),
                columns(environment.getOrDefault("COLUMNS", "")),
                properties.get("iq.command") instanceof String command && !command.isBlank() ? command : "iq");
    }

    private static boolean isTrue(@Nullable Object value) {
        return "true".equals(value);
    }

    private static int columns(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) == 0) {
            return COLUMNS;
        }
        return Math.max(FEWEST_COLUMNS, Integer.parseInt(text));
    }
}
