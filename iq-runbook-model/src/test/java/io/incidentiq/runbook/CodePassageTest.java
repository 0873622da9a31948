package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Located;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodePassageTest {
    private static final String CODE = "\n\n```bash\naws x\n```\n";

    private static ParseResult parse(String text) {
        return RunbookParser.standard().parse("a.md", text);
    }

    private static List<String> warnings(String text) {
        return parse(text).runbook().code().stream()
                .map(CodePassage::warnedOff)
                .map(warning -> warning == null ? "" : warning.value())
                .toList();
    }

    @Test
    void code_anywhere_isReadInTextOrder() {
        var text = "```\naws a\n```\n# T\n1. x\n```bash\naws b\n```\n> ```sh\n> aws c\n> ```\n\n- y\n\n      aws d\n";

        var runbook = parse(text).runbook();

        assertThat(runbook.code().stream()
                        .flatMap(p -> p.code().script().commands().stream())
                        .map(c -> c.text()))
                .containsExactly("aws a", "aws b", "aws c", "aws d");
        assertThat(runbook.code().stream().map(CodePassage::quoted)).containsExactly(false, false, true, false);
        assertThat(runbook.steps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Never do this",
                "Do not use these steps any more.",
                "Don’t run this command.",
                "You must not use this.",
                "This procedure is deprecated.",
                "Superseded by RB-9",
                "These steps are no longer valid",
                "Veraltet",
                "Bitte nicht mehr verwenden",
                "Ne plus utiliser",
                "非推奨",
                "How not to do it",
                "Never do this, it redeploys the outage"
            })
    void warnedOff_byATitleOrTheTextAbove_isThatText(String warning) {
        assertThat(warnings("## " + warning + CODE)).containsExactly(warning);
        assertThat(warnings("## " + warning + "\n### 1. Go" + CODE + "## Now" + CODE))
                .containsExactly(warning, "");
        assertThat(warnings("## Go\n" + warning + CODE)).containsExactly(warning);
        assertThat(warnings("> " + warning + "\n>\n> ```bash\n> aws x\n> ```\n" + CODE))
                .contains(warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not run this before the checklist is done",
                "Never roll back while a settlement runs",
                "Do not use this for databases",
                "If unsure, do not run this",
                "Use this any time",
                "Roll back the legacy billing",
                "The old revision is no longer needed then"
            })
    void warnedOff_byAdviceOnWhen_isNothing(String advice) {
        assertThat(warnings("## Go\n" + advice + CODE)).containsExactly("");
        assertThat(warnings("## " + advice + CODE)).containsExactly("");
    }

    @Test
    void code_withoutAHeadingOfSteps_makesStepsOfTheHeadingsAboveIt() {
        var result = parse("# T\n## Schritte\n### 1. Eins" + CODE + "### 2. Zwei" + CODE + "## Danach\n- x\n");

        assertThat(result.hasErrors()).isFalse();
        assertThat(result.runbook().steps().stream().map(Step::title).map(Located::value))
                .containsExactly("Eins", "Zwei");
        assertThat(result.diagnostics().stream().map(Diagnostic::rule)).contains("steps-missing");
    }

    @Test
    void services_tableOfOtherColumns_isTold() {
        var result = parse("# T\n| Dienst | Migrationsrisiko |\n|---|---|\n| a | HOCH |\n");

        assertThat(result.diagnostics())
                .anyMatch(d -> d.rule().equals("service-table-unread")
                        && d.message().contains("\"Dienst\", \"Migrationsrisiko\""));
    }
}
