package io.incidentiq.rollback.internal.verdict;

import static io.incidentiq.rollback.internal.verdict.Counts.repeated;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.verdict.Verdict.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples and the picture of {@code docs/verification.md}, computed; with {@code -Diq.write-docs=true} it writes them. */
class VerificationPageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("verification.md");
    private static final Path PICTURE = DOCS.resolve("pictures/verification.svg");
    private static final String BEGIN = "<!-- examples: written by VerificationPageTest -->\n";
    private static final String END = "<!-- examples: end -->";

    private static final Traffic BUSY_BEFORE = repeated(60, 200, 1, 0, 2, 1, 1, 0, 3, 0, 1, 1);
    private static final Traffic BUSY_DURING = repeated(10, 200, 8, 12, 9, 14, 7, 10, 11, 6, 13, 10);
    private static final Traffic BUSY_AFTER = repeated(5, 200, 2, 0, 1, 1, 2);

    private static final Traffic QUIET_BEFORE = repeated(60, 22, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    private static final Traffic QUIET_DURING = repeated(10, 22, 1, 0, 2, 1, 3, 0, 1, 1, 2, 0);
    private static final Traffic QUIET_AFTER = repeated(30, 22, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);

    @Test
    void page_examples_areWhatTheCodeComputes() throws IOException {
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String page = text.substring(0, begin) + examples() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(text)
                .as("run this test with -Diq.write-docs=true to write it anew")
                .isEqualTo(page);
    }

    @Test
    void picture_ofTheFirstExample_isWhatTheCodeComputes() throws IOException {
        Verdict verdict = Recovery.of(BUSY_BEFORE, BUSY_DURING).judge(BUSY_AFTER);
        String svg = new VerificationPicture(verdict.levels())
                .with("before", BUSY_BEFORE.last(20))
                .with("during", BUSY_DURING)
                .with("after", BUSY_AFTER)
                .svg();
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.writeString(PICTURE, svg);
        }

        assertThat(PICTURE).hasContent(svg);
    }

    private static String examples() {
        Recovery busy = Recovery.of(BUSY_BEFORE, BUSY_DURING);
        Recovery quiet = Recovery.of(QUIET_BEFORE, QUIET_DURING);
        Verdict first = busy.judge(BUSY_AFTER);
        assertThat(first.answer()).isEqualTo(Answer.RECOVERED);
        Verdict.Levels levels = first.levels();
        return """

                **200 requests a minute: decided after five.**

                ![Error rates of each minute before, during and after the incident, with the midpoint, the limit and the band of the window](pictures/verification.svg)

                %s
                The midpoint is %s, the limit %s. The window's level is %s, and lies between %s and %s with 95 %% confidence. It is on the good side of the midpoint by %s standard deviations; %s are asked for. It is within the limit: **recovered**.

                **22 requests a minute: five minutes are not enough.**

                %s
                The midpoint is %s, the limit %s. Look by look:

                %s
                Before the write the plan could say %s.
                """.formatted(
                        table(BUSY_BEFORE, BUSY_DURING, BUSY_AFTER),
                        percent(levels.halfway()),
                        percent(levels.limit()),
                        percent(levels.window().rate()),
                        percent(levels.window().low()),
                        percent(levels.window().high()),
                        number(first.betterThanHalfway()),
                        number(-Normal.quantile(0.02)),
                        table(QUIET_BEFORE, QUIET_DURING, QUIET_AFTER),
                        percent(quiet.judge(QUIET_AFTER).levels().halfway()),
                        percent(quiet.judge(QUIET_AFTER).levels().limit()),
                        looks(quiet),
                        outlook(Outlook.of(quiet, 22)));
    }

    private static String table(Traffic before, Traffic during, Traffic after) {
        return "| | minutes | requests | errors | level |\n|---|---|---|---|---|\n"
                + row("before", before)
                + row("during", during)
                + row("after", after);
    }

    private static String row(String name, Traffic traffic) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %.0f | %s |\n",
                name,
                traffic.size(),
                traffic.total(),
                traffic.bad(),
                percent(traffic.rate()));
    }

    private static String looks(Recovery recovery) {
        return "| after | errors of requests | standard deviations better than the midpoint | answer |\n|---|---|---|---|\n"
                + Looks.standard().periods().stream()
                        .map(n -> look(n, recovery))
                        .takeWhile(row -> !row.isEmpty())
                        .collect(Collectors.joining());
    }

    /** Returns nothing once an earlier look has decided. */
    private static String look(int periods, Recovery recovery) {
        Traffic window = QUIET_AFTER.first(periods);
        Verdict verdict = recovery.judge(window);
        return verdict.periods() < periods
                ? ""
                : "| %d minutes | %.0f of %.0f | %s | %s |\n"
                        .formatted(
                                periods,
                                window.bad(),
                                window.total(),
                                number(verdict.betterThanHalfway()),
                                verdict.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String outlook(Outlook outlook) {
        List<Outlook.Step> steps = outlook.steps();
        return "how many of 100 full returns are recognised: "
                + steps.stream()
                        .map(s -> "%.0f after %d minutes".formatted(100 * s.chance(), s.periods()))
                        .collect(Collectors.joining(", "));
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "unknown" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
