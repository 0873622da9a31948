package io.incidentiq.examples.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far scripts are run, and what their end says. */
public class JShellScriptsTest {
    /** Counted up by the scripts. */
    public static final AtomicInteger REACHED = new AtomicInteger();

    private static final String REACH = "io.incidentiq.examples.jshell.JShellScriptsTest.REACHED.incrementAndGet();";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void startOver() {
        REACHED.set(0);
    }

    private int run(String... lines) throws IOException {
        Path script = Files.write(folder.resolve("test.jsh"), List.of(lines));
        return JShellScripts.run(List.of(script), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/exit, 0", "'  /exit 1 + 1 ', 2"})
    void run_exit_isTheCode(String line, int code) throws IOException {
        assertThat(run(REACH, line, REACH)).isEqualTo(code);
        assertThat(REACHED).hasValue(1);
    }

    @Test
    void run_snippetsOfSeveralLinesAndSeveralOnOne_areRun() throws IOException {
        assertThat(run(
                        "// a comment",
                        "/** Doubles. */",
                        "int twice(int n) {",
                        "    return 2 * n;",
                        "}",
                        "",
                        "var one = 1; var two = twice(one)",
                        "if (two == 2) " + REACH,
                        "/exit two"))
                .isEqualTo(2);
        assertThat(REACHED).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int n = \"one\";", "int n = ;", "/open other.jsh"})
    void run_lineThatDoesNotCompile_isTheLast(String line) throws IOException {
        assertThat(run("var n = 1;", line, REACH, "/exit 0")).isEqualTo(70);
        assertThat(REACHED).hasValue(0);
        assertThat(said()).startsWith(folder.resolve("test.jsh") + ":2: ").endsWith(line + "\n");
    }

    @Test
    void run_lineThatThrows_isTheLast() throws IOException {
        assertThat(run("", "throw new Error(\"no\");", REACH, "/exit 0")).isEqualTo(70);
        assertThat(REACHED).hasValue(0);
        assertThat(said()).startsWith(folder.resolve("test.jsh") + ":2: java.lang.Error: no");
    }

    @Test
    void run_causeOfAnException_isNamed() throws IOException {
        assertThat(run("throw new IllegalStateException(\"late\", new java.io.IOException(\"gone\"));"))
                .isEqualTo(70);
        assertThat(said()).contains("java.lang.IllegalStateException: late, caused by java.io.IOException: gone");
    }

    @Test
    void run_unfinishedLastLine_fails() throws IOException {
        assertThat(run("void never() {")).isEqualTo(70);
        assertThat(said()).contains("test.jsh:1: ");
    }

    @Test
    void run_noExit_isNoSuccess() throws IOException {
        assertThat(run(REACH)).isEqualTo(70);
        assertThat(said()).contains("nothing says how it went");
    }

    @Test
    void run_exitWithoutANumber_fails() throws IOException {
        assertThat(run("/exit \"done\"")).isEqualTo(70);
        assertThat(said()).contains("expected an int");
    }

    @Test
    void run_noSuchScript_isUsage() {
        assertThat(JShellScripts.run(
                        List.of(folder.resolve("none.jsh")), new PrintStream(err, true, StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(said()).contains("none.jsh");
    }
}
