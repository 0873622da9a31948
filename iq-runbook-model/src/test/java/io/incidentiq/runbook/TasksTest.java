package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.incidentiq.runbook.source.Diagnostic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {
    private static ParseResult parse(String text) {
        return RunbookParser.standard().parse("tasks.md", text);
    }

    private static List<String> tasks(String text) {
        return parse(text).runbook().tasks().stream().map(ChecklistItem::text).toList();
    }

    private static List<String> checklist(String text) {
        return parse(text).runbook().checklist().stream()
                .map(ChecklistItem::text)
                .toList();
    }

    private static List<String> rules(String text) {
        return parse(text).diagnostics().stream().map(Diagnostic::rule).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- [ ] A b",
                "- [x] A b",
                "- [X] A b",
                "* [ ] A b",
                "+ [ ] A b",
                "1. [ ] A b",
                "7) [ ] A b",
                "- [] A b",
                "- [  ] A b",
                "- [-] A b",
                "- [ ]A b",
                "- \\[ \\] A b",
                "- [ ] **A** b",
                "-   [ ]   A b",
                "- [ ] A\n  b",
                "- ☐ A b",
                "- ☑ A b",
                "- ⬜ A b",
                "- ［ ］A b",
                "- <input type=\"checkbox\"> A b",
                "- <input type=\"checkbox\" checked disabled /> A b",
                "[ ] A b",
                "☐ A b",
                "Go / No-Go\n[ ] A b",
                "Before:\n2. [ ] A b",
                "### [ ] A b",
                "> - [ ] A b",
                "> > * [ ] A b",
                "> [!WARNING]\n> - [ ] A b",
                "- x\n  - y\n    - [ ] A b",
                "- x\n\n      - [ ] A b",
                "<details><summary>Pre-flight</summary>\n\n- [ ] A b\n\n</details>",
                "<details>\n<summary>Pre-flight</summary>\n- [ ] A b\n</details>",
                "<ul>\n<li><input type=\"checkbox\"> A b</li>\n</ul>",
                "<ul><li><label><input type=checkbox>\nA b</label></li></ul>",
                "| check |\n|---|\n| [ ] A b |",
                "| check | who |\n|---|---|\n| [ ] | A b |",
                "| # | check | done |\n|---|---|---|\n| 1 | A b | ☐ |",
                "| ☐ | check |\n|---|---|\n| ☐ | A b |",
                "| done | check |\n|---|---|\n| <input type=\"checkbox\"> | A b |",
                "```\n[ ] A b\n```",
                "```text\n- [ ] A b\n```",
                "```bash\n# - [ ] A b\n```",
                "    - [ ] A b",
                "Danach\n\n**Go / No-Go**\n\n- [ ] A b",
                "# Los\n## Checkliste vor dem Rollback\n- [ ] A b",
                "# x\n## 前提\n- [ ] A b",
                "## Post-Rollback\n- [ ] A b",
            })
    void tasks_anyItemWithABox_isOne(String text) {
        assertThat(tasks(text)).containsExactly("A b");
        assertThat(rules(text)).doesNotContain("checklist-missing");
        Ranges.check(parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- [a](b)",
                "- [x](b)",
                "- [link] text",
                "- text [ ] later",
                "- [ ]",
                "- [1] a",
                "<!-- - [ ] a -->",
                "```bash\n[ -f a ] && b\n[ ! -f a ]\n[[ x ]]\n```",
                "```json\n[]\n```",
                "- ✅ a",
                "| a | b |\n|---|---|\n| c | d |",
                "[x]: https://example.com"
            })
    void tasks_whatHasNoBox_isNone(String text) {
        assertThat(tasks(text)).isEmpty();
        assertThat(rules(text)).contains("checklist-missing");
    }

    @Test
    void tasks_severalInOneParagraphOrRow_areEachOne() {
        assertThat(tasks("[ ] a\nb\n[x] c")).containsExactly("a b", "c");
        assertThat(tasks("- [ ] a\n  [ ] b")).containsExactly("a", "b");
        assertThat(tasks("|x|y|\n|-|-|\n|[ ] a|[x] b|")).containsExactly("a", "b");
        assertThat(tasks("<p><input type=checkbox> a<br><input type=checkbox> b</p>"))
                .containsExactly("a", "b");
    }

    @Test
    void tasks_ofAWholeDocument_areInTextOrder() {
        var text =
                "[ ] a\n\n- b\n  - [ ] c\n\n|x|\n|-|\n|[ ] d|\n\n> - [ ] e\n\n## Steps\n1. [ ] f\n   ```bash\n   ls\n   ```\n";

        assertThat(tasks(text)).containsExactly("a", "c", "d", "e", "f");
    }

    @Test
    void tasks_tickedOne_isATaskAndAWarning() {
        assertThat(parse("- [x] a").runbook().tasks().get(0).checked()).isTrue();
        assertThat(rules("- [x] a")).containsOnlyOnce("checklist-item-checked");
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                argumentSet("heading", "## Pre-Rollback Checklist\n- a\n- b\n"),
                argumentSet("bold line", "**Pre-rollback checklist**\n\n- a\n- b\n"),
                argumentSet("line with a colon", "Before rolling back:\n- a\n- b\n"),
                argumentSet("details", "<details><summary>Checklist</summary>\n\n- a\n- b\n\n</details>\n"),
                argumentSet(
                        "details as HTML", "<details><summary>Checklist</summary><ul><li>a</li>\n<li>b</li></ul>\n"),
                argumentSet("quote", "## Checklist\n> - a\n> - b\n"),
                argumentSet("table", "## Checklist\n| done | check |\n|---|---|\n| | a |\n| | b |\n"),
                argumentSet("mixed", "## Checklist\n- [ ] a\n- b\n"),
                argumentSet("numbers", "# R\nintro\n## Prerequisites\n1. a\n2. b\n"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void checklist_belowAnyTitleOfOne_hasItemsWithoutABox(String text) {
        assertThat(checklist(text)).containsExactly("a", "b");
        assertThat(rules(text)).doesNotContain("checklist-missing");
    }

    @Test
    void checklist_afterAnotherTitle_ends() {
        assertThat(checklist("**Checklist**\n\n- a\n\n**Notes**\n\n- b\n")).containsExactly("a");
        assertThat(checklist("**Checklist**\n\n- a\n\n## Notes\n- b\n")).containsExactly("a");
    }

    @Test
    void items_underAChecklistHeadingAndElsewhere_areEachThereOnce() {
        String text = "- [ ] Ask finance\n\n## Pre-Rollback Checklist\n\n- [ ] Tell the team\n- Look at the graph\n";

        assertThat(parse(text).runbook().items().stream().map(ChecklistItem::text))
                .containsExactly("Ask finance", "Tell the team", "Look at the graph");
    }
}
