package io.incidentiq.examples.jshell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Runs JShell scripts, one after another in one session, up to the first snippet that fails. The tool {@code jshell} itself goes on
 * after a failure, so that where {@code withCluster("staging")} is mistyped another cluster is rolled back, and then exits with 0.
 */
public final class JShellScripts {
    private static final int USAGE = 2;
    private static final int FAILED = 70;
    private static final Pattern EXIT = Pattern.compile("\\s*/exit\\b(.*)");

    private final JShell shell;

    private JShellScripts(JShell shell) {
        this.shell = shell;
    }

    /** Takes the scripts' paths; exits as their {@code /exit} says, and with 70 where a snippet fails or nothing says how it went. */
    public static void main(String[] args) {
        System.exit(run(Stream.of(args).map(Path::of).toList(), System.err));
    }

    static int run(List<Path> scripts, PrintStream err) {
        try (JShell shell = session()) {
            var session = new JShellScripts(shell);
            for (Path script : scripts) {
                OptionalInt exit = session.run(script);
                if (exit.isPresent()) {
                    return exit.getAsInt();
                }
            }
            err.println("the script ended without '/exit report.exitCode()': nothing says how it went");
            return FAILED;
        } catch (ScriptFailure e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("the script can't be read: " + e);
            return USAGE;
        } catch (RuntimeException | Error e) {
            e.printStackTrace(err);
            return FAILED;
        }
    }

    /** Snippets are compiled against the class path of this process and run in it. */
    private static JShell session() {
        return JShell.builder()
                .executionEngine("local")
                .compilerOptions("--class-path", System.getProperty("java.class.path"))
                .build();
    }

    /** Returns what {@code /exit} says; empty if the script has none. */
    private OptionalInt run(Path script) throws IOException, ScriptFailure {
        String pending = "";
        int line = 0;
        int begin = 1;
        for (String text : Files.readAllLines(script)) {
            line++;
            Matcher exit = EXIT.matcher(text);
            if (exit.matches()) {
                evaluate(pending, script + ":" + begin);
                return OptionalInt.of(exitCode(exit.group(1).strip(), script + ":" + line));
            }
            begin = pending.isEmpty() ? line : begin;
            pending = evaluateComplete(pending + text + "\n", script + ":" + begin);
        }
        evaluate(pending, script + ":" + begin);
        return OptionalInt.empty();
    }

    /** Evaluates the complete snippets at the beginning of {@code text} and returns the rest. */
    private String evaluateComplete(String text, String place) throws ScriptFailure {
        CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(text);
        if (info.completeness() == Completeness.EMPTY) {
            return "";
        }
        if (!info.completeness().isComplete()) {
            return text;
        }
        evaluate(info.source(), place);
        return evaluateComplete(info.remaining(), place);
    }

    private List<SnippetEvent> evaluate(String source, String place) throws ScriptFailure {
        List<SnippetEvent> events = source.isBlank() ? List.of() : shell.eval(source);
        for (SnippetEvent event : events) {
            if (event.status() == Snippet.Status.REJECTED) {
                throw new ScriptFailure("%s: %s%n%s".formatted(place, diagnostics(event.snippet()), source.strip()));
            }
            if (event.exception() != null) {
                throw new ScriptFailure("%s: %s%n%s".formatted(place, words(event.exception()), source.strip()));
            }
        }
        return events;
    }

    private String diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(diag -> diag.getMessage(null))
                .collect(Collectors.joining("; "));
    }

    /** Returns the exception and what caused it, by the names that the script knows them by. */
    private static String words(Throwable thrown) {
        var chain = new ArrayList<String>();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String name = t instanceof EvalException e
                    ? e.getExceptionClassName()
                    : t.getClass().getName();
            chain.add(name + ": " + t.getMessage());
        }
        return String.join(", caused by ", chain);
    }

    private int exitCode(String expression, String place) throws ScriptFailure {
        List<SnippetEvent> events = evaluate(expression, place);
        String value = events.isEmpty() ? "0" : events.get(0).value();
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ScriptFailure("%s: /exit %s: expected an int, found %s".formatted(place, expression, value));
        }
    }
}
