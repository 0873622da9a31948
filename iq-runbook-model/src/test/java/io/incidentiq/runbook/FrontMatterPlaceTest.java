package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Located;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterPlaceTest {
    private static final String BOOK =
            "---\nrunbook_id: RB-1\nservice: payments\n---\n# Title\n## Checklist\n- [ ] a\n";

    private static ParseResult parse(String text) {
        return RunbookParser.standard().parse("a.md", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--8<-- \"snippets/warning.md\"\n\n",
                "--8<-- \"snippets/warning.md\"\n",
                "\n",
                "\r\n\r\n",
                "<!-- owned by ops -->\n",
                "> Careful.\n\n",
                "# Draft\n\nText.\n\n---\n\n",
                "```\n---\nservice: x\n---\n```\n",
                "- [ ] first\n\n",
                "\uFEFF\n"
            })
    void parse_frontMatterBehindOtherText_isReadAndAWarning(String before) {
        var result = parse(before + BOOK);

        assertThat(result.runbook().id().map(Located::value)).contains("RB-1");
        assertThat(result.runbook().frontMatter().texts("service")).hasSize(1);
        assertThat(result.runbook().checklist()).hasSize(1);
        assertThat(result.runbook().tasks()).hasSize(before.contains("first") ? 2 : 1);
        assertThat(result.runbook().title().map(Located::value)).contains(before.contains("Draft") ? "Draft" : "Title");
        assertThat(result.diagnostics().stream().map(Diagnostic::rule)).contains("front-matter-not-first");
        Ranges.check(result, before + BOOK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Title\n\n---\n\nSome text.\n\n---\n",
                "# Title\n\n---\nservice: of what\n",
                "# Title\n```\n---\nservice: x\n---\n```\n"
            })
    void parse_rulersOrCode_areNoFrontMatter(String text) {
        assertThat(parse(text).runbook().frontMatter().entries()).isEmpty();
        assertThat(parse(text).diagnostics().stream().map(Diagnostic::rule)).contains("front-matter-missing");
    }
}
