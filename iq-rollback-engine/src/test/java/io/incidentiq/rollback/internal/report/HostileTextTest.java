package io.incidentiq.rollback.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.internal.planning.PlanJson;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 1,000 strings that act on a terminal, in Slack or in a shell: here they act on none. All of the long campaign are 5,000. */
@Tag("long")
class HostileTextTest {
    private static final long SEED = 20260301;

    private static final List<String> PARTS = List.of(
            "\u001b[2J",
            "\u001b]0;owned\u0007",
            "\u001b]8;;https://evil\u001b\\",
            "\u009b31m",
            "\u0085",
            "\r",
            "\n",
            "\t",
            "\u0000",
            "\u007f",
            "\u202e",
            "\u2066",
            "\u2069",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u2028",
            "\u00ad",
            "\udb40\udc41",
            "\ud800",
            "<!channel>",
            "<@U123>",
            "<https://evil|approve>",
            "&lt;",
            "$(touch pwned)",
            "`touch pwned`",
            "; touch pwned;",
            "| sh",
            "&& touch pwned",
            "\"",
            "'",
            "\\",
            "!!",
            "!$",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "~",
            "~root",
            "=ls",
            "#",
            "# x",
            "$HOME",
            "${IFS}",
            "$'\\n'",
            "%s%n",
            "--force",
            "-rf",
            "file:///etc/passwd",
            "name",
            "größe",
            "支払い",
            "✔",
            " ");

    /** Returns the strings, the same in each run. */
    static List<String> hostile() {
        var random = new Random(SEED);
        return Stream.generate(() -> Stream.generate(() -> PARTS.get(random.nextInt(PARTS.size())))
                        .limit(1 + random.nextInt(5))
                        .collect(Collectors.joining()))
                .limit(Boolean.getBoolean("iq.full") ? 5_000 : 1_000)
                .toList();
    }

    private static void assertNothingActs(String shown, String text) {
        assertThat(shown.codePoints()
                        .filter(c -> c != '\n' && VisibleText.acts(c))
                        .mapToObj(Integer::toHexString))
                .as("seed %d, %s", SEED, VisibleText.line(text))
                .isEmpty();
    }

    @Test
    void planAndReport_hostileRequestAndEvents_showNothingThatActs() {
        for (String text : hostile()) {
            PlannedRollback plan = Worlds.badDeploy()
                    .request(r -> r.requestedBy(text, text).withDimension("Stage", "x" + text))
                    .snapshot(s -> s.withDeploymentAlarms(List.of(text))
                            .withPlace(Place.unknown().withProfile(text)))
                    .plan();
            int lines = (int) plan.toString().lines().count();

            assertNothingActs(plan.toString(), text);
            assertThat(lines).as(VisibleText.line(text)).isLessThan(45);
            assertNothingActs(PlanJson.of(plan), text);
        }
    }

    private static MetricLine metric(String text) {
        var query = new MetricQuery(
                "NS" + text, "N" + text, Map.of("D" + text, "V" + text), Statistic.AVERAGE, Duration.ofMinutes(1));
        return MetricLine.from(query, Instant.EPOCH);
    }

    private static String line(String text) {
        Place place = Place.unknown().withRegion("eu-west-1").withProfile("p" + text);
        return metric(text).of(new AwsLine(new ServiceId("prod", "payments"), place));
    }

    @Test
    void byHand_hostileMetricAndProfile_isOneLineInWhichNothingActs() {
        for (String text : hostile()) {
            assertNothingActs(line(text), text);
        }
    }

    /** The shell reads each line as it stands, and a stand-in for the aws-cli prints the words that it is given. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void byHand_hostileMetricAndProfile_staysTheWordsOfOneCommand(String shell, @TempDir Path folder)
            throws IOException, InterruptedException {
        requireOnPath(shell);
        List<String> texts = hostile().stream()
                .filter(t -> t.indexOf('\0') < 0 && isWhole(t))
                .toList();
        var script = new StringBuilder("aws() { printf '%%s\\0' \"$@\"; printf 'END\\0'; }\n".formatted());
        texts.forEach(t -> script.append(line(t)).append('\n'));
        Path file = Files.writeString(folder.resolve("lines"), script);
        List<String> command = new ArrayList<>(List.of(shell));
        command.addAll(shell.equals("zsh") ? List.of("-f", file.toString()) : List.of("--norc", file.toString()));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        String[] calls = printed.split("END\0", -1);
        assertThat(calls).hasSize(texts.size() + 1);
        for (int i = 0; i < texts.size(); i++) {
            List<String> words = List.of(calls[i].split("\0", -1));
            assertThat(words)
                    .as("seed %d, %s", SEED, VisibleText.line(texts.get(i)))
                    .contains("p" + texts.get(i));
            assertThat(words).startsWith("cloudwatch", "get-metric-statistics").endsWith("p" + texts.get(i), "");
        }
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void requireOnPath(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
        if (!there) {
            System.err.println("SKIPPED: " + program + " is not on the PATH, so no line was pasted into it");
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", program)
                .isTrue();
        assumeTrue(there, program + " is on the PATH");
    }
}
