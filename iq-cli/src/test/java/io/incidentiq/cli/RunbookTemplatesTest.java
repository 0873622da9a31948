package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates in {@code runbooks}, rehearsed as one does who copies them: under the name of a service that drills know. */
class RunbookTemplatesTest {
    private static final Path RUNBOOKS = Path.of("..", "runbooks");
    private static final String SERVICE = "api-gateway";

    @TempDir
    Path folder;

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.filter(f -> String.valueOf(f.getFileName()).matches("RB-01\\d\\d-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void show_template_hasNothingToObjectTo(Path template) {
        Shell shell = Shell.run("show", template.toString());

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).contains("checklist", "steps", "services", "afterwards", "Schedule postmortem");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void frontMatter_template_hasTheEntriesOfRb0007(Path template) throws IOException {
        assertThat(entries(template)).isEqualTo(entries(Path.of(Shell.RB_0007)));
        assertThat(RUNBOOKS.resolve("README.md"))
                .content()
                .contains("](%s)".formatted(template.getFileName()))
                .contains("RB-0007");
    }

    @ParameterizedTest
    @CsvSource({
        "RB-0101,",
        "RB-0102,confirm-users-still-see-the-errors",
        "RB-0103,confirm-previous-revision-reads-the-queued-jobs"
    })
    void plan_badDeploy_asksWhatNoMetricAnswers(String id, String gate) throws IOException {
        Shell shell = Shell.run("plan", rehearsed(id), "--service", SERVICE, "--scenario", "bad-deploy");

        assertThat(shell.exit()).as(shell.out()).isEqualTo(gate == null ? 0 : 3);
        if (gate == null) {
            assertThat(shell.out()).doesNotContain("✘");
        } else {
            assertThat(shell.out()).contains("One gate needs a person", "--confirm " + gate + "=YOUR-NAME");
            assertThat(Files.readString(template(id))).contains("the gate `" + gate + "`");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RB-0101 |
                    RB-0102 | no 'aws cloudwatch get-metric-statistics' command was found
                    RB-0103 | no 'curl' of a health endpoint was found
                    """)
    void plan_badDeploy_warnsOfTheMissingCheckAlone(String id, String missing) throws IOException {
        Shell shell =
                Shell.run("plan", rehearsed(id), "--service", SERVICE, "--scenario", "bad-deploy", "--output", "json");

        String warnings = shell.out()
                .replaceAll("(?s).*\"warnings\" : \\[(.*?)\\].*", "$1")
                .strip();
        assertThat(shell.out()).contains("\"warnings\" : [");
        if (missing == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).contains(missing).doesNotContain("\",");
        }
    }

    @ParameterizedTest(name = "{0} on {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    RB-0101 | bad-deploy           | ROLLED_BACK            |                  | 0
                    RB-0101 | slow-drain           | ROLLED_BACK            |                  | 0
                    RB-0101 | target-also-bad      | NOT_RECOVERED          | error-rate-high  | 1
                    RB-0101 | no-metrics           | ROLLED_BACK_UNVERIFIED | no-data          | 4
                    RB-0101 | health-recovers-late | ROLLED_BACK_UNVERIFIED | no-data          | 4
                    RB-0101 | healed               | REFUSED                | incident-ongoing | 3
                    RB-0102 | bad-deploy           | ROLLED_BACK            |                  | 0
                    RB-0102 | target-also-bad      | ROLLED_BACK            |                  | 0
                    RB-0102 | health-recovers-late | ROLLED_BACK_UNVERIFIED | no-data          | 4
                    RB-0103 | bad-deploy           | ROLLED_BACK            |                  | 0
                    RB-0103 | target-also-bad      | NOT_RECOVERED          | error-rate-high  | 1
                    RB-0103 | no-metrics           | ROLLED_BACK_UNVERIFIED | no-data          | 4
                    RB-0103 | healed               | REFUSED                | incident-ongoing | 3
                    """)
    void rollback_scenario_endsAsTheTemplateSays(String id, String scenario, String outcome, String reason, int exit)
            throws IOException {
        var words = new ArrayList<>(List.of("rollback", rehearsed(id), "--service", SERVICE, "--scenario", scenario));
        words.addAll(
                switch (id) {
                    case "RB-0102" -> List.of("--confirm", "confirm-users-still-see-the-errors=you");
                    case "RB-0103" -> List.of("--confirm", "confirm-previous-revision-reads-the-queued-jobs=you");
                    default -> List.<String>of();
                });
        words.addAll(List.of("--output", "json"));

        Shell shell = Shell.run(words.toArray(String[]::new));

        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(exit);
        assertThat(shell.out())
                .contains("\"outcome\" : \"" + outcome + "\"")
                .contains("\"reason\" : " + (reason == null ? "null" : "\"" + reason + "\""));
    }

    @Test
    void rollback_serviceThatHasRecovered_isTheReasonForTheItemOfRb0102() throws IOException {
        Path file = Path.of(rehearsed("RB-0102"));
        Files.writeString(file, Files.readString(file).replace("- [ ] Users still see the errors\n", ""));

        Shell shell = Shell.run("rollback", file.toString(), "--service", SERVICE, "--scenario", "healed");

        assertThat(shell.out()).contains("ROLLED_BACK in ");
    }

    @Test
    void rollback_withNeitherMetricNorEndpoint_isUnverified() throws IOException {
        Path file = Path.of(rehearsed("RB-0102"));
        Files.writeString(file, Files.readString(file).replaceAll("curl -f .*\n", ""));

        Shell shell = Shell.run(
                "rollback",
                file.toString(),
                "--service",
                SERVICE,
                "--scenario",
                "bad-deploy",
                "--confirm",
                "confirm-users-still-see-the-errors=you");

        assertThat(shell.exit()).as(shell.out()).isEqualTo(4);
        assertThat(shell.out()).contains("ROLLED_BACK_UNVERIFIED (no-checks)");
    }

    @Test
    void choose_serviceOfNoTemplate_isRb0007() {
        Shell shell =
                Shell.run("plan", "--runbooks", RUNBOOKS.toString(), "--service", SERVICE, "--scenario", "bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("runbook   RB-0007, chosen from 4: ");
    }

    /** Returns a copy in which the service has a name that drills know. */
    private String rehearsed(String id) throws IOException {
        Path template = template(id);
        String text = Files.readString(template);
        String service = text.replaceAll("(?s).*?\nservice: (\\S+)\n.*", "$1");
        Path copy = folder.resolve(String.valueOf(template.getFileName()));
        Files.writeString(copy, text.replace(service, SERVICE));
        return copy.toString();
    }

    private static Path template(String id) throws IOException {
        return templates().stream()
                .filter(f -> String.valueOf(f.getFileName()).startsWith(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> entries(Path runbook) throws IOException {
        ParseResult parsed = RunbookParser.standard().parse(runbook.toString(), Files.readAllBytes(runbook));
        return parsed.runbook().frontMatter().entries().stream()
                .map(entry -> entry.key().value())
                .toList();
    }
}
