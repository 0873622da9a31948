package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose lines end as on Windows. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class WindowsLineBreaksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "plan",
                "show RB-0007",
                "plan RB-0007 --service=api-gateway --scenario=bad-deploy",
                "rollback RB-0007 --service=api-gateway --scenario=bad-deploy",
                "rollback RB-0007 --service=nobody --scenario=bad-deploy --output=json"
            })
    void iq_whateverItPrints_endsNoLineInAnEscape(String line, @TempDir Path dir)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dline.separator=\r\n",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(line.replace("RB-0007", Shell.RB_0007).split(" ", -1)));
        Path printed = dir.resolve("printed");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start()
                .waitFor();

        assertThat(Files.readString(printed, StandardCharsets.UTF_8))
                .isNotBlank()
                .doesNotContain("\\u000d");
    }
}
