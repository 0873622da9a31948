package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --report} writes follows from the file's name. */
class ReportFileTest {
    @TempDir
    Path folder;

    private String report(String name) throws IOException {
        Path file = folder.resolve(name);
        Shell shell = Shell.run(
                "rollback",
                Shell.RB_0007,
                "--service",
                "api-gateway",
                "--scenario",
                "bad-deploy-with-traffic",
                "--report=" + file);
        assertThat(shell.exit()).as(shell.err()).isZero();
        return Files.readString(file);
    }

    @Test
    void rollback_htmlFile_isThePageWithCharts() throws IOException {
        assertThat(report("report.html"))
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>ROLLED_BACK</h1>", "requests per minute", "health probes", "DRILL")
                .doesNotContain("<script", "src=", "href=")
                .hasSizeLessThan(150 * 1024);
    }

    @Test
    void rollback_otherFiles_areTextAndJson() throws IOException {
        assertThat(report("report.txt")).startsWith("ROLLED_BACK in ");
        assertThat(report("report.json")).startsWith("{").contains("\"evidence\" : {", "\"total\" : [");
    }

    @Test
    void plan_htmlFile_isRefusedBeforeAnythingIsAsked() {
        Path file = folder.resolve("plan.html");
        Shell shell = Shell.run(
                "plan", Shell.RB_0007, "--service", "api-gateway", "--scenario", "bad-deploy", "--report=" + file);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("iq: --report '" + file + "': only iq rollback writes a page");
        assertThat(file).doesNotExist();
    }
}
