package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookChoiceTest {
    private static final String ANY = "service: all\nseverity_scope: HIGH, MED";
    private static final String PAYMENTS = "service: payments\nseverity_scope: HIGH";
    private static final String QUIET = "service: payments, auth\nseverity_scope: [low]";

    private static ParseResult book(String id, String head) {
        String text = Books.WHOLE.replace("runbook_id: RB-1\n", "runbook_id: " + id + "\n" + head + "\n");
        return RunbookParser.standard().parse(id + ".md", text);
    }

    /** Chooses from runbooks RB-0, RB-1 and so on. */
    private static RunbookChoice choose(String service, @Nullable String severity, String... heads) {
        List<ParseResult> shelf = Stream.iterate(0, i -> i < heads.length, i -> i + 1)
                .map(i -> book("RB-" + i, heads[i]))
                .toList();
        return RunbookChoice.of(shelf, service, severity);
    }

    private static String id(RunbookChoice choice) {
        return choice.procedure().map(p -> p.runbook().id()).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payments | HIGH | RB-1 | 2 for severity HIGH: it names payments
            Payments | high | RB-1 | 2 for severity HIGH: it names Payments
            payments | low  | RB-2 | 1 for severity LOW: it names payments
            auth     |      | RB-2 | 3: it names auth
            auth     | MED  | RB-0 | 1 for severity MED: it is for all services, and none names auth
            search   |      | RB-0 | 3: it is for all services, and none names search
            """)
    void of_oneThatFits_isChosenAndSaysWhy(String service, String severity, String id, String why) {
        RunbookChoice choice = choose(service, severity, ANY, PAYMENTS, QUIET);

        assertThat(id(choice)).isEqualTo(id);
        assertThat(choice.why()).isEqualTo(id + ", chosen from " + why);
        assertThat(choice.procedure().orElseThrow().chosen()).contains(choice.why());
    }

    @Test
    void of_twoThatFitAlike_isNoneAndListsAll() {
        RunbookChoice choice = choose("payments", null, ANY, PAYMENTS, QUIET);

        assertThat(id(choice)).isEqualTo("none");
        assertThat(choice.why())
                .isEqualTo("2 runbooks fit service payments alike"
                        + "\n  RB-0 (RB-0.md): for all, severity HIGH, MED"
                        + "\n  RB-1 (RB-1.md): for payments, severity HIGH"
                        + "\n  RB-2 (RB-2.md): for payments, auth, severity LOW");
    }

    @Test
    void of_twoForAll_isNone() {
        assertThat(id(choose("payments", "HIGH", ANY, ANY))).isEqualTo("none");
    }

    @Test
    void of_noneThatFits_listsWhatThereIs() {
        assertThat(choose("search", "LOW", ANY, PAYMENTS).why())
                .startsWith("no runbook fits service search and severity LOW\n  RB-0 (RB-0.md): for all");
        assertThat(choose("search", null).why()).isEqualTo("no runbook fits service search");
    }

    @Test
    void of_oneWithoutSeverities_isForEveryOne() {
        assertThat(id(choose("payments", "CRITICAL", "service: payments", PAYMENTS)))
                .isEqualTo("RB-0");
    }

    @Test
    void of_oneWithoutService_isForNone() {
        RunbookChoice choice = choose("payments", null, "tags: [x]");

        assertThat(id(choice)).isEqualTo("none");
        assertThat(choice.why()).contains("RB-0 (RB-0.md): for no service, as its front matter names none");
    }

    @Test
    void of_oneThatCannotBeBound_isNoCandidate() {
        ParseResult broken =
                RunbookParser.standard().parse("notes.md", "---\nrunbook_id: RB-9\nservice: payments\n---\n# Notes\n");
        RunbookChoice choice = RunbookChoice.of(List.of(broken, book("RB-0", ANY)), "payments", null);

        assertThat(id(choice)).isEqualTo("RB-0");
        assertThat(RunbookChoice.of(List.of(broken), "payments", null).why())
                .contains("\n  notes.md: skipped: no steps below a heading");
    }
}
