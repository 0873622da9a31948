package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text from a runbook, an alarm, an option, a file's name: on a terminal none of it acts. */
class HostileTextCommandTest {
    private static final List<String> PARTS = List.of(
            "\u001b[2J",
            "\u001b]0;owned\u0007",
            "\u009b31m",
            "\u0085",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u007f",
            "\b",
            "<!channel>",
            "$(id)",
            "`id`",
            "'",
            "\"",
            "name",
            "größe");

    private static final String BELL = "\u001b]0;owned\u0007\u009b31m\u202e\u200b";

    private static void assertNothingActs(Shell shell) {
        assertNothingActs(shell.out());
        assertNothingActs(shell.err().replace("\r\u001b[K", ""));
    }

    private static void assertNothingActs(String text) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n' && VisibleText.acts(c))
                        .mapToObj(Integer::toHexString))
                .as(VisibleText.line(text))
                .isEmpty();
    }

    private static Path runbook(Path folder) throws IOException {
        String text = Files.readString(Path.of(Shell.RB_0007))
                .replace("Emergency Rollback Procedure", "Emergency " + BELL + " Procedure")
                .replace("- [ ] Confirm", "- [ ] Confirm " + BELL)
                .replace("payments-team", "payments" + BELL + "team");
        return Files.writeString(folder.resolve("run\u001b[2Jbook.md"), text);
    }

    @Test
    void everyCommand_hostileRunbook_showsNothingThatActs(@TempDir Path folder) throws IOException {
        String file = runbook(folder).toString();
        String[] drill = {"--service=payments-service", "--scenario=bad-deploy", "--speed=max"};

        for (String command : List.of("plan", "rollback")) {
            for (String output : List.of("text", "json")) {
                String[] words = Stream.concat(
                                Stream.of(
                                        command,
                                        file,
                                        "--output=" + output,
                                        "--reason=" + BELL,
                                        "--requested-by=me" + BELL),
                                Stream.of(drill))
                        .toArray(String[]::new);
                assertNothingActs(Shell.run(words));
            }
            assertNothingActs(Shell.run(
                    Shell.PERSON,
                    "y\nnote\ny\nnote\ny\nnote\n",
                    Stream.concat(Stream.of(command, file, "--requested-by=me" + BELL), Stream.of(drill))
                            .toArray(String[]::new)));
        }
        assertNothingActs(Shell.run("show", file));
        assertNothingActs(Shell.run("show", file, "--output=json"));
    }

    @Test
    void usage_hostileOptions_showNothingThatActs() {
        var random = new Random(20260301);
        for (int i = 0; i < 1_000; i++) {
            String text = Stream.generate(() -> PARTS.get(random.nextInt(PARTS.size())))
                    .limit(1 + random.nextInt(4))
                    .collect(Collectors.joining());
            String option = List.of(
                            "--timeout=",
                            "--incident-start=",
                            "--confirm=",
                            "--override=",
                            "--scenario=",
                            "--provider=",
                            "--speed=",
                            "--service=",
                            "--cluster=",
                            "--incident=",
                            "--report=/nowhere/",
                            "--wait-until=",
                            "--x")
                    .get(i % 13);
            Shell shell = Shell.run("plan", Shell.RB_0007, "--service=payments-service", option + text);

            assertThat(shell.exit()).as(option).isEqualTo(2);
            assertNothingActs(shell);
        }
    }
}
