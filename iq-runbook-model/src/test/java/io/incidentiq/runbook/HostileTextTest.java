package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int SIZE = 1 << 17;
    private static final String STEP = "## Rollback steps\n### 1. Go\n";
    private static final String BASH = STEP + "```bash\n";

    static Stream<Arguments> texts() {
        return Stream.of(
                argumentSet("quotes in quotes", ">".repeat(SIZE)),
                argumentSet("lists in lists", nested("- ", 700)),
                argumentSet("brackets", "[".repeat(SIZE)),
                argumentSet("closed brackets", "[a](".repeat(SIZE / 4)),
                argumentSet("emphasis", "*a _b ".repeat(SIZE / 6)),
                argumentSet("emphasis in emphasis", "*a ".repeat(SIZE / 6) + "b* ".repeat(SIZE / 6)),
                argumentSet("backticks", "`a``b".repeat(SIZE / 5)),
                argumentSet("entities", "&amp".repeat(SIZE / 4)),
                argumentSet("html comments", "<!-- iq:".repeat(SIZE / 8)),
                argumentSet("headings", "###### a\n".repeat(SIZE / 9)),
                argumentSet("headings of the checklist", "## Checklist\n- [x] a\n".repeat(SIZE / 20)),
                argumentSet("line ends", "\r".repeat(SIZE)),
                argumentSet("link definitions", "[a]: b\n".repeat(SIZE / 7)),
                argumentSet("yaml in yaml", "---\na: " + "[".repeat(50_000) + "\n---\n"),
                argumentSet("yaml keys", "---\n" + "a: b\n".repeat(12_000) + "---\n"),
                argumentSet("yaml aliases", "---\na: &a [x]\nb: [" + "*a,".repeat(10_000) + "]\n---\n"),
                argumentSet("yaml keys without values", "---\n" + "? ".repeat(30_000) + "\n---\n"),
                argumentSet("front matter of any length", "---\n" + "a: b\n".repeat(100_000) + "---\n"),
                argumentSet(
                        "table of many columns",
                        "|a".repeat(4000) + "\n" + "|-".repeat(4000) + "\n" + "a\n".repeat(4000)),
                argumentSet("escaped pipes", "## Services\n|Service|\n|-|\n|" + "\\|".repeat(SIZE / 2)),
                argumentSet("substitutions in one line", BASH + "$(".repeat(SIZE / 2)),
                argumentSet("substitutions over lines", BASH + "a $(\n".repeat(SIZE / 5)),
                argumentSet("backquotes over lines", BASH + "a `\n".repeat(SIZE / 4)),
                argumentSet("substitutions in quotes", BASH + "\"$(".repeat(SIZE / 3)),
                argumentSet("substitutions in backquotes", BASH + "`$(".repeat(SIZE / 3)),
                argumentSet("unknown commands in substitutions", BASH + "a$(b (".repeat(SIZE / 6)),
                argumentSet("arithmetic", BASH + "$((\n".repeat(SIZE / 4)),
                argumentSet("braces", BASH + "${\n".repeat(SIZE / 3)),
                argumentSet("quotes over lines", BASH + "a '\n\"(\n".repeat(SIZE / 7)),
                argumentSet("here-documents", BASH + "cat <<X\n".repeat(SIZE / 8)),
                argumentSet("blocks", BASH + "if\n".repeat(SIZE / 3)),
                argumentSet("groups", BASH + "(".repeat(SIZE)),
                argumentSet("continuations", BASH + "\\\n".repeat(SIZE / 2)),
                argumentSet("pipes", BASH + "|".repeat(SIZE)),
                argumentSet("redirections", BASH + "<".repeat(SIZE)),
                argumentSet("placeholders", BASH + "<a".repeat(SIZE / 2)),
                argumentSet("options", BASH + "a" + " -b".repeat(SIZE / 3)),
                argumentSet("pairs", BASH + "a " + "b=c,".repeat(SIZE / 4)),
                argumentSet("prompts", STEP + "```console\n" + "$ (\n".repeat(SIZE / 4)),
                argumentSet("prompts in a list", STEP + "- ```console\n" + "  $ a '\n".repeat(SIZE / 8)),
                argumentSet("words", BASH + "a".repeat(SIZE)),
                argumentSet("durations", STEP + "allow " + "1-".repeat(SIZE / 2)),
                argumentSet("digits", STEP + "allow " + "9".repeat(SIZE) + " min"),
                argumentSet("spaces", STEP + "allow 1" + " ".repeat(SIZE) + "min"),
                argumentSet("channels", "## Checklist\n- " + "#a".repeat(SIZE / 2)),
                argumentSet("boxes", "[ ] ".repeat(SIZE / 4)),
                argumentSet("lines of boxes", "[ ] a\n".repeat(SIZE / 6)),
                argumentSet("boxes in cells", "|a|\n|-|\n" + "|[ ] a|\n".repeat(SIZE / 8)),
                argumentSet("HTML blocks without an end", "<div\n\n".repeat(SIZE / 6)),
                argumentSet("HTML comments in blocks", "<div>\n<!--\n\n".repeat(SIZE / 12)),
                argumentSet("checkboxes", "<p>" + "<input type=checkbox>".repeat(SIZE / 21)),
                argumentSet("open tags", "<p>\n" + "<".repeat(SIZE)),
                argumentSet("boxes in code", "```\n" + "[ ] a\n".repeat(SIZE / 6)),
                argumentSet("rulers", "a\n" + "---\n".repeat(SIZE / 4)),
                argumentSet("rulers far apart", "a\n" + ("---\n\n" + "b".repeat(SIZE / 64) + "\n").repeat(60)),
                argumentSet(
                        "warnings beside code", ("do not use this any more never " + "\n\n").repeat(SIZE / 34) + BASH),
                argumentSet("a long warning", "never do ".repeat(SIZE / 9) + "\n" + BASH),
                argumentSet("titles of a checklist", "**Checklist**\n\n- a\n\n".repeat(SIZE / 21)),
                argumentSet("items", "## Checklist\n" + "- a\n".repeat(SIZE / 4)),
                argumentSet("numbers", "## Steps\n" + "1. a\n".repeat(SIZE / 5)));
    }

    private static String nested(String marker, int depth) {
        var text = new StringBuilder("## Checklist\n");
        for (int i = 0; i < depth; i++) {
            text.append("  ".repeat(i)).append(marker).append("a\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void parse_hostileText_returnsInTime(String text) {
        var result =
                assertTimeoutPreemptively(BOUND, () -> RunbookParser.standard().parse("hostile", text));

        assertThat(result.diagnostics()).isNotEmpty().hasSizeLessThanOrEqualTo(201);
        Ranges.check(result, text);
    }

    @Test
    void parse_tooManyTableCells_readsTheRestAndSaysSo() {
        var text = "## Checklist\n- look\n\n" + "|a".repeat(400) + "\n" + "|-".repeat(400) + "\n" + "a\n".repeat(400);

        var result = RunbookParser.standard().parse("cells", text);

        assertThat(rules(result)).contains("table-too-large");
        assertThat(result.runbook().checklist()).hasSize(1);
    }

    @Test
    void parse_tooDeep_saysSo() {
        assertThat(rules(RunbookParser.standard().parse("deep", nested("- ", 100))))
                .contains("nesting-too-deep");
        assertThat(rules(RunbookParser.standard().parse("deep", ">".repeat(400) + " a")))
                .contains("nesting-too-deep");
    }

    @Test
    void parse_smallStack_saysSoOrReads() throws InterruptedException {
        var failure = new Throwable[1];
        var text = "> ".repeat(400) + "*a ".repeat(400) + BASH + "$(a ".repeat(60);
        var thread = new Thread(null, () -> RunbookParser.standard().parse("deep", text), "small stack", 160 * 1024);
        thread.setUncaughtExceptionHandler((t, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();

        assertThat(failure[0]).isNull();
    }

    private static List<String> rules(ParseResult result) {
        return result.diagnostics().stream()
                .map(diagnostic -> diagnostic.rule())
                .toList();
    }
}
