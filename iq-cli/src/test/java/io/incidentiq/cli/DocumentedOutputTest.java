package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.cli.screen.TerminalEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows of the command's output is what the command prints today. */
class DocumentedOutputTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GETTING_STARTED = ROOT.resolve("docs/getting-started.md");
    private static final Pattern LINE = Pattern.compile("<text(?: class=\"(\\w+)\")?>(.*?)</text>");
    private static final TerminalEnvironment LAUNCHED = new TerminalEnvironment(false, false, false, 80, "./iq");

    @ParameterizedTest
    @ValueSource(strings = {"plan", "report"})
    void picture_itsCommandRunAnew_printsTheSame(String name) throws IOException {
        List<String> shown = shown(ROOT.resolve("docs/pictures/" + name + ".svg"));
        String command = shown.get(0);

        Shell shell = launched(command.replaceFirst("^\\$ ", ""));

        assertThat(filled(shown.subList(1, shown.size())))
                .as("docs/pictures/make draws it anew")
                .isEqualTo(filled(name.equals("plan") ? shell.out().lines().toList() : progressAndReport(shell)));
    }

    @Test
    void charts_theirCommandRunAnew_drawsTheSame(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("report.html");
        launched("./iq rollback runbooks/RB-0007-emergency-rollback-procedure.md --service payments-service"
                + " --scenario bad-deploy-with-traffic --confirm no-migrations=you --report " + page);

        assertThat(marks(ROOT.resolve("docs/pictures/chart.svg")))
                .as("docs/pictures/make draws it anew")
                .isEqualTo(marks(page));
    }

    /** Returns what the first picture in {@code file} is made of. */
    private static List<String> marks(Path file) throws IOException {
        String picture =
                Files.readString(file).replaceFirst("(?s).*?(?=<svg )", "").replaceFirst("(?s)</svg>.*", "");
        return picture.lines()
                .filter(line -> line.startsWith("<path") || line.startsWith("<text"))
                .toList();
    }

    @Test
    void readme_twoCommands_areThoseOfThePictures() throws IOException {
        for (String name : List.of("plan", "report")) {
            String command =
                    shown(ROOT.resolve("docs/pictures/" + name + ".svg")).get(0);
            assertThat(ROOT.resolve("README.md"))
                    .content()
                    .contains("\n" + command.replaceFirst("^\\$ ", "") + "\n")
                    .contains("](docs/pictures/" + name + ".svg)");
        }
    }

    @Test
    void gettingStarted_drillRunAnew_printsTheSame() throws IOException {
        String page = Files.readString(GETTING_STARTED);
        Shell shell =
                launched("./iq rollback runbooks/RB-0007-emergency-rollback-procedure.md --service payments-service"
                        + " --scenario bad-deploy --confirm no-migrations=you");
        String outcome = progressAndReport(shell).stream()
                .dropWhile(line -> !line.startsWith("ROLLED_BACK "))
                .takeWhile(line -> !line.isEmpty() && !line.startsWith(" "))
                .collect(Collectors.joining("\n"));
        String sample = "```\n" + shell.err() + "\n" + outcome + "\n```";
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.writeString(
                    GETTING_STARTED,
                    page.replaceFirst(
                            "(?s)```\n\\d\\d:\\d\\d:\\d\\d  written.*?```", Matcher.quoteReplacement(sample)));
        }

        assertThat(Files.readString(GETTING_STARTED))
                .as("run this test with -Diq.write-docs=true to write it anew")
                .contains(sample);
    }

    private static Shell launched(String command) {
        String[] words = command.replaceFirst("^\\./iq ", "")
                .replace(" runbooks/", " ../runbooks/")
                .split(" ", -1);
        Shell shell = Shell.run(LAUNCHED, "", words);
        return new Shell(shell.exit(), shell.out().replace("../runbooks/", "runbooks/"), shell.err());
    }

    /** The plan comes first, and is shown in a picture of its own. */
    private static List<String> progressAndReport(Shell shell) {
        return Stream.concat(
                        shell.err().lines(), shell.out().lines().dropWhile(line -> !line.startsWith("ROLLED_BACK ")))
                .toList();
    }

    private static List<String> filled(List<String> lines) {
        return lines.stream()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the lines of a picture, the command first, without those that stand for others. */
    private static List<String> shown(Path picture) throws IOException {
        var lines = new ArrayList<String>();
        var texts = LINE.matcher(Files.readString(picture));
        while (texts.find()) {
            if (!"cut".equals(texts.group(1))) {
                lines.add(texts.group(2)
                        .replaceAll("<[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
            }
        }
        return lines;
    }
}
