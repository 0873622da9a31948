package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RB-0007 as other teams would write it: the values are the same, or the reader is told. */
class DialectsTest {
    private static RollbackProcedure plain() throws IOException {
        return Books.bind(ChecklistGatesTest.rb0007()).orElseThrow();
    }

    private static void assertSameValues(RollbackProcedure procedure) throws IOException {
        assertThat(procedure.cluster().map(Sourced::value)).contains("production");
        assertThat(procedure.checks().metric()).isEqualTo(plain().checks().metric());
        assertThat(procedure.checks().healthUrl()).isEqualTo(plain().checks().healthUrl());
        assertThat(procedure.checks().window()).isEqualTo(plain().checks().window());
        assertThat(procedure.checklist()).isEqualTo(plain().checklist());
        assertThat(procedure.scriptLines()).isEqualTo(plain().scriptLines());
    }

    @ParameterizedTest
    @CsvSource({
        "powershell, `",
        "pwsh, `",
        "ps1, `",
        "bat, ^",
        "cmd, ^",
        "sh, \\",
        "zsh, \\",
        "'bash title=x', \\",
        "'bash,linenums', \\"
    })
    void bind_otherShells_readTheSameValues(String language, String continuation) throws IOException {
        String text = ChecklistGatesTest.rb0007()
                .replace("```bash", "```" + language)
                .replace(" \\\n", " " + continuation + "\n");

        RollbackProcedure procedure = Books.bind(text).orElseThrow();

        assertSameValues(procedure);
        assertThat(procedure.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "yaml", "python", "hcl", "plaintext"})
    void bind_languageThatIsNoShell_saysWhatIsNotRead(String language) throws IOException {
        Binding binding = Books.bind(ChecklistGatesTest.rb0007().replace("```bash", "```" + language));

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(d ->
                        d.rule().equals("code-language-unread") && d.message().contains("aws ecs"));
    }

    @Test
    void bind_windowsLineEnds_readTheSameValues() throws IOException {
        assertSameValues(
                Books.bind(ChecklistGatesTest.rb0007().replace("\n", "\r\n")).orElseThrow());
    }

    @Test
    void bind_japaneseHeadings_keepValuesAndGates() throws IOException {
        String text = ChecklistGatesTest.rb0007()
                .replace("## Pre-Rollback Checklist", "## ロールバック前チェックリスト")
                .replace("## Rollback Steps", "## 手順")
                .replace("## Service-Specific Notes", "## サービス別メモ")
                .replace("## Post-Rollback", "## その後");

        assertSameValues(Books.bind(text).orElseThrow());
    }

    @Test
    void bind_detailsInsteadOfAHeading_keepGates() throws IOException {
        String text = ChecklistGatesTest.rb0007()
                .replace("## Pre-Rollback Checklist\n", "<details><summary>Pre-Rollback Checklist</summary>\n\n")
                .replace("automatically)\n", "automatically)\n\n</details>\n");

        assertThat(Books.bind(text).orElseThrow().checklist().stream().map(c -> c.gate()))
                .containsExactly("deployment-correlates", "target-identified", "team-notified", "no-migrations");
    }

    @Test
    void bind_tableInsteadOfAList_keepsGates() throws IOException {
        String text = ChecklistGatesTest.rb0007()
                .replace("- [ ] Confirm deployment", "| done | check |\n|---|---|\n- [ ] Confirm deployment")
                .replaceAll("- \\[ ] (.*)", "| ☐ | $1 |");

        assertThat(Books.bind(text).orElseThrow().checklist().stream().map(c -> c.gate()))
                .containsExactly("deployment-correlates", "target-identified", "team-notified", "no-migrations");
    }

    @Test
    void bind_yourServiceInCapitals_isThePlaceholder() throws IOException {
        RollbackProcedure procedure = Books.bind(ChecklistGatesTest.rb0007()
                        .replace("<service-name>", "YOUR_SERVICE")
                        .replace("<service>", "YOUR_SERVICE"))
                .orElseThrow();

        assertSameValues(procedure);
        assertThat(procedure.warnings()).isEmpty();
        assertThat(procedure.namedServices()).isEmpty();
    }
}
