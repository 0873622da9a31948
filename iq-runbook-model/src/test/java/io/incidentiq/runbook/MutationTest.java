package io.incidentiq.runbook;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads RB-0007 after cutting, doubling and inserting at random. {@code -Dmutation.seed} replays a failure or tries others. */
class MutationTest {
    private static final int RUNS = 1500;
    private static final String[] INSERTS = {
        "\0",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\uFEFF",
        "\uD83D",
        "\uDE91",
        "🚑",
        "|",
        "\\|",
        "\\",
        "\\\n",
        "`",
        "```",
        "\"",
        "'",
        "$(",
        ")",
        "$((",
        "${",
        "}",
        "<",
        ">",
        "<<X",
        "<name>",
        "#",
        "# ",
        "- [ ] ",
        "- [x]",
        "1. ",
        "> ",
        "    ",
        "---\n",
        "<!-- iq:a=b",
        "-->",
        "[",
        "](",
        "*",
        "_",
        "&amp;",
        "&",
        ";",
        "=",
        ",",
        "--",
        "~",
        "~~~\n",
        ": ",
        "&a ",
        "*a",
        "!t "
    };

    @Test
    void parse_mutatedRunbook_keepsEveryPlaceInTheText() throws IOException {
        var original = Files.readString(CorpusTest.RB_0007);
        long seed = Long.getLong("mutation.seed", 7);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (long run = seed; run < seed + RUNS; run++) {
                var text = mutate(original, new Random(run));
                try {
                    Ranges.check(RunbookParser.standard().parse("mutated", text), text);
                } catch (RuntimeException | Error broken) {
                    throw new AssertionError("replay with -Dmutation.seed=" + run + "\n" + text, broken);
                }
            }
        });
    }

    private static String mutate(String original, Random random) {
        var text = new StringBuilder(original);
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes && text.length() > 0; i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(60));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                default -> text.insert(from, INSERTS[random.nextInt(INSERTS.length)]);
            }
        }
        return text.toString();
    }
}
