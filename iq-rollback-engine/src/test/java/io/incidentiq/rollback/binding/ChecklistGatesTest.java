package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistGatesTest {
    private static final Path RB_0007 = Path.of("../runbooks/RB-0007-emergency-rollback-procedure.md");
    private static final String HEAD = "---\nrunbook_id: RB-1\n---\n# R\n\n";
    private static final String STEPS = """

            ## Rollback Steps
            ```bash
            aws ecs update-service --cluster production --service <service> --task-definition <service>:$REVISION
            ```
            """;

    static String rb0007() throws IOException {
        return Files.readString(RB_0007);
    }

    private static List<String> gates(RollbackProcedure procedure) {
        return procedure.checklist().stream().map(ChecklistLine::gate).toList();
    }

    private static List<String> gates(String above) {
        return gates(Books.bind(HEAD + above + "\n" + STEPS).orElseThrow());
    }

    private static List<String> followUps(RollbackProcedure procedure) {
        return procedure.followUps().stream().map(FollowUpRule::text).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "## Checkliste vor dem Rollback\n- [ ] Ask finance",
                "## ロールバック前チェックリスト\n- [ ] Ask finance",
                "## Go / No-Go\n* [ ] Ask finance",
                "**Before you begin**\n1. [ ] Ask finance",
                "- [x] Ask finance",
                "## Overview\nText.\n- [ ] Ask finance",
                "## When to use\n- [ ] Ask finance",
                "## Post-Rollback\n- [ ] Ask finance",
                "<details><summary>Pre-flight</summary>\n\n- [ ] Ask finance\n\n</details>",
                "<details>\n<summary>Pre-flight</summary>\n- [ ] Ask finance\n</details>",
                "<ul>\n<li><input type=\"checkbox\"> Ask finance</li>\n</ul>",
                "> **Stop.**\n> - [ ] Ask finance",
                "- Do\n  - first\n    - [ ] Ask finance",
                "| check | who |\n|---|---|\n| [ ] Ask finance | |",
                "| done | check |\n|---|---|\n| ☐ | Ask finance |",
                "## Pre-Rollback Checklist\n| # | check |\n|---|---|\n| 1 | Ask finance |",
                "## Pre-Rollback Checklist\n- Ask finance",
                "**Pre-rollback checklist**\n\n- Ask finance",
                "[ ] Ask finance",
                "```\n[ ] Ask finance\n```"
            })
    void checklist_anyItemAboveTheWrite_isAGate(String above) {
        assertThat(gates(above)).containsExactly("confirm-ask-finance");
    }

    @Test
    void checklist_itemsInTheStepsAboveTheWrite_areGatesInTextOrder() {
        String text = HEAD + "- [ ] One\n\n## Rollback Steps\n1. [ ] Two\n2. Go:\n   ```bash\n"
                + "   aws ecs update-service --cluster c --service <service> --task-definition <service>\n   ```\n"
                + "3. [ ] Three\n";

        RollbackProcedure procedure = Books.bind(text).orElseThrow();

        assertThat(gates(procedure)).containsExactly("confirm-one", "confirm-two");
        assertThat(followUps(procedure)).containsExactly("Three");
    }

    @Test
    void checklist_itemsBelowTheWrite_areFollowUps() {
        RollbackProcedure procedure = Books.bind(HEAD + "- [ ] Before\n" + STEPS
                        + "\n## Danach\n- [ ] After\n\n## Post-Rollback\n- [ ] Postmortem within 24 hours\n- Hotfix\n")
                .orElseThrow();

        assertThat(gates(procedure)).containsExactly("confirm-before");
        assertThat(followUps(procedure)).containsExactly("After", "Postmortem within 24 hours", "Hotfix");
        assertThat(procedure.followUps().get(1).within()).hasHours(24);
        assertThat(procedure.warnings()).noneMatch(w -> w.contains("stands"));
    }

    @Test
    void checklist_headedForBeforeButBelowTheWrite_isAGateAllTheSame() {
        RollbackProcedure procedure = Books.bind(
                        HEAD + STEPS + "\n## Pre-Rollback Checklist\n- [ ] Ask finance\n- Look\n")
                .orElseThrow();

        assertThat(gates(procedure)).containsExactly("confirm-ask-finance", "confirm-look");
    }

    @Test
    void checklist_headedWithoutBeforeAndBelowTheWrite_isAFollowUpAndAWarning() {
        RollbackProcedure procedure =
                Books.bind(HEAD + STEPS + "\n## Checklist\n- [ ] Ask finance\n").orElseThrow();

        assertThat(gates(procedure)).isEmpty();
        assertThat(followUps(procedure)).containsExactly("Ask finance");
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("stands below the rollback of line 9"));
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("nothing to check stands before the rollback"));
    }

    @Test
    void checklist_missing_isAWarning() {
        assertThat(Books.bind(HEAD + STEPS).orElseThrow().warnings())
                .filteredOn(w -> w.contains("Pre-Rollback Checklist"))
                .hasSize(1);
    }

    @Test
    void checklist_japanese_hasIdsThatCanBeTyped() {
        assertThat(gates("""
                        ## 前
                        - [ ] デプロイ時刻を確認
                        - [ ] 安定したリビジョンを特定
                        - [ ] `#incidents` に連絡
                        - [ ] DBを確認
                        - [ ] 最後
                        """))
                .containsExactly(
                        "confirm-item-1", "confirm-item-2", "confirm-incidents", "confirm-db", "confirm-item-5");
    }

    @Test
    void checklist_secondItemOfOneGate_isOnlyForAPerson() {
        assertThat(gates("""
                        - [ ] Confirm no database migrations were included
                        - [ ] No migration in the release
                        - [ ] No migration in the release
                        """))
                .containsExactly(
                        "no-migrations",
                        "confirm-no-migration-in-the-release",
                        "confirm-no-migration-in-the-release-2");
    }

    @Test
    void channel_ofTheItemThatTellsTheTeam_goesOverAnEarlierOne() {
        String items = "- [ ] Ask in #dba about locks\n- [ ] Notify team in #incidents that rollback is starting\n";

        assertThat(Books.bind(HEAD + items + STEPS).orElseThrow().channel())
                .hasValueSatisfying(c -> assertThat(c.value()).isEqualTo("#incidents"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--8<-- \"snippets/warning.md\"\n\n", "<!-- generated -->\n", "Owner: ops\n\n"})
    void checklist_lineBeforeTheFrontMatter_losesNothing(String line) throws IOException {
        RollbackProcedure plain = Books.bind(rb0007()).orElseThrow();
        RollbackProcedure procedure = Books.bind(line + rb0007()).orElseThrow();

        assertThat(gates(procedure)).isEqualTo(gates(plain)).hasSize(4);
        assertThat(procedure.runbook().id()).isEqualTo("RB-0007");
        assertThat(procedure.cluster().orElseThrow().value()).isEqualTo("production");
        assertThat(procedure.checks().metric()).isNotNull();
        assertThat(procedure.warnings()).hasSize(1).anyMatch(w -> w.contains("front matter begins in line"));
    }

    @Test
    void checklist_ofRb0007_isWhatItWas() throws IOException {
        RollbackProcedure procedure = Books.bind(rb0007()).orElseThrow();

        assertThat(gates(procedure))
                .containsExactly("deployment-correlates", "target-identified", "team-notified", "no-migrations");
        assertThat(procedure.warnings()).isEmpty();
        assertThat(procedure.followUps()).hasSize(4);
    }

    @Test
    void checklist_inGerman_isKeptWithTheValuesOfTheSteps() throws IOException {
        String german = rb0007().replace("## When to Use This Runbook", "## Wann anwenden")
                .replace("## Pre-Rollback Checklist", "## Checkliste vor dem Rollback")
                .replace("## Rollback Steps", "## Schritte")
                .replace("## Service-Specific Notes", "## Hinweise je Dienst")
                .replace("## Post-Rollback", "## Danach")
                .replace("Identify the previous stable task definition revision", "Vorige stabile Revision ermitteln");

        RollbackProcedure procedure = Books.bind(german).orElseThrow();

        assertThat(gates(procedure))
                .containsExactly(
                        "deployment-correlates",
                        "confirm-vorige-stabile-revision-ermitteln",
                        "team-notified",
                        "no-migrations");
        assertThat(procedure.cluster().orElseThrow().value()).isEqualTo("production");
        assertThat(procedure.checks().metric()).isNotNull();
        assertThat(procedure.checks().healthUrl()).isNotNull();
        assertThat(procedure.checks().settle().value()).hasMinutes(3);
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("commands are read wherever they stand"));
    }

    @Test
    void bind_windows1252_keepsEveryGate() throws IOException {
        byte[] bytes = rb0007().replace('—', '\u2013').getBytes(java.nio.charset.Charset.forName("windows-1252"));

        RollbackProcedure procedure = ProcedureBinder.bind(
                        io.incidentiq.runbook.RunbookParser.standard().parse("rb.md", bytes))
                .orElseThrow();

        assertThat(gates(procedure)).hasSize(4);
        assertThat(procedure.warnings()).singleElement().asString().contains("Windows-1252");
    }

    @Test
    void bind_fenceWithoutEnd_isNoProcedure() {
        String text = HEAD + STEPS + "\n```bash\nls\n\n- [ ] Ask finance\n";

        assertThat(Books.bind(text).procedure()).isEmpty();
        assertThat(Books.bind(text).diagnostics()).anyMatch(d -> d.rule().equals("fence-unclosed"));
    }
}
