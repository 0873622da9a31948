package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the files that a rollback writes. */
class ResultFileTest {
    @TempDir
    private Path folder;

    private Path runbook() throws IOException {
        return Files.copy(Path.of(Shell.RB_0007), folder.resolve("rb.md"));
    }

    private static Shell drill(Path runbook, String scenario, String... more) {
        String[] words = {"rollback", runbook.toString(), "--service=api-gateway", "--scenario=" + scenario};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Shell.run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report=", "--events="})
    void open_theRunbookItself_isRefusedAndLeftAsItIs(String option) throws IOException {
        Path runbook = runbook();
        String before = Files.readString(runbook);

        Shell shell = drill(runbook, "bad-deploy", option + folder.resolve("./rb.md"));

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("the same file as");
        assertThat(Files.readString(runbook)).isEqualTo(before);
    }

    @Test
    void open_oneFileForBoth_isRefused() throws IOException {
        Path file = folder.resolve("both.json");

        Shell shell = drill(runbook(), "bad-deploy", "--report=" + file, "--events=" + file);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("--report", "the same file as");
    }

    @Test
    void open_noName_isRefused() throws IOException {
        Shell shell = drill(runbook(), "bad-deploy", "--report=");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("--report '': expected a file to write, found no name");
    }

    @Test
    void write_nothingCameOfIt_keepsTheOlderReport() throws IOException {
        Path report = Files.writeString(folder.resolve("old.json"), "the report of yesterday");

        Shell shell = drill(runbook(), "migration-found", "--confirm=no-migrations=me", "--report=" + report);

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(Files.readString(report)).isEqualTo("the report of yesterday");
    }

    @Test
    void write_overALongerFile_leavesNothingOfIt() throws IOException {
        Path report = Files.writeString(folder.resolve("old.json"), "x".repeat(1_000_000));

        drill(runbook(), "bad-deploy", "--report=" + report);

        assertThat(Files.readString(report)).startsWith("{").endsWith("}\n").doesNotContain("xxx");
    }
}
