package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shells load what {@code iq completion} prints, and complete with it. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class CompletionCommandTest {
    private static final String LINES = """
            iq                                  | plan rollback show simulator completion |
            iq pl                               | plan                                    | rollback
            iq plan --cl                        | --cluster                               | --clock
            iq rollback --sc                    | --scenario                              | --seed
            iq rollback --scenario bad          | bad-deploy                              | throttled
            iq rollback --service x --scenario  | bad-deploy throttled                    |
            iq simulator --scenario thr         | throttled                               | bad-deploy
            iq plan --output                    | text json                               | TEXT
            iq rollback --provider              | aws                                     |
            iq rollback --wait-until m          | mitigated                               | MITIGATED drained
            iq rollback --report re             | report.json                             |
            iq rollback RB                      | RB-0042.md                              |
            iq show RB                          | RB-0042.md                              |
            iq completion                       | bash zsh fish                           |
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> lines() {
        return Stream.of("bash", "zsh", "fish")
                .flatMap(shell -> LINES.lines().map(line -> {
                    String[] parts = line.split(" *\\|", -1);
                    // a line that ends with a word to come ends with a blank
                    boolean open = parts[0].matches("iq|.* (--output|--provider|completion|--scenario)");
                    return Arguments.of(shell, parts[0] + (open ? " " : ""), parts[1], parts[2]);
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lines")
    void completion_inTheShell_offersWhatFits(String shell, String line, String offered, String not)
            throws IOException, InterruptedException {
        require(shell);
        Path script = script(shell);
        Files.createFile(folder.resolve("RB-0042.md"));
        Files.createFile(folder.resolve("report.json"));

        String answer = ask(shell, script, line);
        List<String> words = answer.lines()
                .map(text ->
                        text.replaceFirst("^.*offered:", "").split("\t", 2)[0].strip())
                .toList();

        assertThat(words).as(answer).contains(offered.strip().split(" ", -1));
        if (!not.isBlank()) {
            assertThat(words).as(answer).doesNotContain(not.strip().split(" ", -1));
        }
    }

    private static void require(String shell) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, shell)));
        if (!there) {
            System.err.println("SKIPPED: " + shell + " is not on the PATH, so its completion was not tested");
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", shell)
                .isTrue();
        assumeTrue(there, shell + " is on the PATH");
    }

    private Path script(String shell) throws IOException {
        Shell printed = Shell.run("completion", shell);
        assertThat(printed.exit()).as(printed.err()).isZero();
        return Files.writeString(folder.resolve("iq." + shell), printed.out());
    }

    private String ask(String shell, Path script, String line) throws IOException, InterruptedException {
        Path ask = Path.of("src/test/resources/completion/ask." + shell).toAbsolutePath();
        Process process = new ProcessBuilder(shell, ask.toString(), script.toString(), line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completion_everyCommandAndOption_isThere(String shell) {
        String script = Shell.run("completion", shell).out();

        assertThat(script)
                .contains("plan", "rollback", "show", "simulator", "incident-start")
                .doesNotContain("--clock");
    }

    @Test
    void completion_unknownShell_isUsage() {
        Shell shell = Shell.run("completion", "tcsh");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("tcsh").contains("BASH, ZSH, FISH");
    }
}
