package io.incidentiq.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the command prints, and whom it may ask.
 *
 * @param ask shows a question and returns the answer; null where nobody is there to answer
 */
record Terminal(PrintStream out, PrintStream err, @Nullable Function<String, String> ask) {
    /** Returns the process's own streams. Whether a person is there, the launcher knows: it sets {@code iq.terminal}. */
    @SuppressWarnings("SystemConsoleNull") // the launcher's word decides; the null check only guards a wrong one
    static Terminal ofProcess() {
        Console console = Boolean.getBoolean("iq.terminal") ? System.console() : null;
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                console == null ? null : question -> answer(console, question));
    }

    private static String answer(Console console, String question) {
        String answer = console.readLine("%s", question);
        return answer == null ? "" : answer.strip();
    }

    boolean isInteractive() {
        return ask != null;
    }

    /** Asks a person; empty if nobody is there or nothing is answered. */
    Optional<String> ask(String question) {
        Function<String, String> person = ask;
        return person == null
                ? Optional.empty()
                : Optional.of(person.apply(question)).filter(a -> !a.isBlank());
    }
}
