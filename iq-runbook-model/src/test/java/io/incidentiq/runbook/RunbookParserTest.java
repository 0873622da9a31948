package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookParserTest {
    private static final RunbookParser PARSER = RunbookParser.standard();

    private static ParseResult rb0007() throws IOException {
        return PARSER.parse("RB-0007.md", Files.readString(CorpusTest.RB_0007));
    }

    private static List<String> rules(ParseResult result) {
        return result.diagnostics().stream().map(Diagnostic::rule).toList();
    }

    @Test
    void parse_rb0007_hasNothingToSay() throws IOException {
        assertThat(rb0007().diagnostics()).isEmpty();
        assertThat(rb0007().hasErrors()).isFalse();
    }

    @Test
    void commands_rb0007_areInTextOrderWithThoseInSubstitutions() throws IOException {
        var lines = rb0007().runbook().commands().stream()
                .map(command -> command.range().line())
                .toList();

        assertThat(lines).containsExactly(36, 42, 51, 51, 55, 57, 59, 69, 73, 79, 82, 86, 87);
    }

    @Test
    void commands_rb0007UpdateService_isReadAsData() throws IOException {
        var update = rb0007().runbook().commands().stream()
                .filter(command -> command.is("aws", "ecs", "update-service"))
                .findFirst()
                .orElseThrow();

        assertThat(update.option("--cluster").orElseThrow().value()).isEqualTo("production");
        assertThat(update.hasOption("--force-new-deployment")).isTrue();
        assertThat(update.option("--force-new-deployment")).isEmpty();
        var definition = update.option("--task-definition").orElseThrow();
        assertThat(definition.value()).isEqualTo("<service-name>:$PREVIOUS_REVISION");
        assertThat(definition.isLiteral()).isFalse();
        assertThat(definition.placeholders().get(0).name()).isEqualTo("service-name");
        assertThat(definition.variables().get(0).name()).isEqualTo("PREVIOUS_REVISION");
    }

    @Test
    void service_otherCase_isFound() throws IOException {
        var runbook = rb0007().runbook();

        assertThat(runbook.service("Payments-Service").orElseThrow().risk().level())
                .isEqualTo(Risk.HIGH);
        assertThat(runbook.service("nobody")).isEmpty();
    }

    @Test
    void severityScope_commaTextOrList_isTheSame() throws IOException {
        var list = PARSER.parse("list", "---\nseverity_scope:\n  - high\n  - MED\n  - low\n---\n")
                .runbook()
                .frontMatter();
        var comma = rb0007().runbook().frontMatter();

        assertThat(list.severityScope().stream().map(text -> text.value()))
                .containsExactlyElementsOf(
                        comma.severityScope().stream().map(text -> text.value()).toList())
                .containsExactly("HIGH", "MED", "LOW");
    }

    @Test
    void parse_sameTextAsBytes_saysTheSame() throws IOException {
        var bytes = Files.readAllBytes(CorpusTest.RB_0007);

        assertThat(RunbookDump.of(PARSER.parse("RB-0007.md", bytes))).isEqualTo(RunbookDump.of(rb0007()));
    }

    @Test
    void parse_malformedUtf8_saysWhichByte() {
        var bytes = "# a\nbé\u00ff".getBytes(StandardCharsets.ISO_8859_1);

        var first = PARSER.parse("latin", bytes).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule().equals("text-not-utf8"))
                .findFirst()
                .orElseThrow();

        assertThat(first.message()).contains("0xE9 at offset 5");
        assertThat(first.range().start()).hasToString("2:2");
    }

    @Test
    void parse_truncatedUtf8_saysWhichByte() {
        assertThat(rules(PARSER.parse("cut", new byte[] {'a', (byte) 0xC3}))).contains("text-not-utf8");
    }

    @Test
    void parse_windows1252_isReadAndAWarning() throws IOException {
        var bytes =
                Files.readString(CorpusTest.RB_0007).replace('—', '\u2013').getBytes(Charset.forName("windows-1252"));

        var result = PARSER.parse("RB-0007.md", bytes);

        assertThat(result.hasErrors()).isFalse();
        assertThat(rules(result)).containsExactly("text-not-utf8");
        assertThat(result.runbook().tasks()).hasSize(4);
        assertThat(result.runbook().services().get(0).risk().note()).isEqualTo("always check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void parse_utf16WithItsMark_isReadAndAWarning(String charset) throws IOException {
        var bytes = ("\uFEFF" + Files.readString(CorpusTest.RB_0007)).getBytes(Charset.forName(charset));

        var result = PARSER.parse("RB-0007.md", bytes);

        assertThat(rules(result)).containsExactly("text-not-utf8");
        assertThat(result.runbook().commands()).hasSize(13);
    }

    @Test
    void parse_tooLong_readsNothingAndSaysSo() {
        var parser = PARSER.withLimits(ParserLimits.standard().withTextLength(10));

        assertThat(rules(parser.parse("long", "# Steps and more"))).containsExactly("text-too-large");
        assertThat(rules(parser.parse("long", new byte[11]))).containsExactly("text-too-large");
        assertThat(parser.parse("long", "# Steps and more").runbook().sections())
                .isEmpty();
    }

    @Test
    void parse_moreDiagnosticsThanTheLimit_saysHowManyMore() {
        var parser = PARSER.withLimits(ParserLimits.standard().withDiagnostics(3));
        var text = "## Checklist\n" + "- [x] done\n".repeat(10);

        var diagnostics = parser.parse("many", text).diagnostics();

        assertThat(diagnostics).hasSize(4);
        assertThat(diagnostics.get(3).rule()).isEqualTo("more-diagnostics");
        assertThat(diagnostics.get(3).severity()).isEqualTo(Severity.WARNING);
        assertThat(diagnostics.get(3).message()).startsWith("10 more");
    }

    @Test
    void parse_errorBehindTheLimit_isStillAnError() {
        var parser = PARSER.withLimits(ParserLimits.standard().withDiagnostics(1));

        assertThat(parser.parse("many", "no steps").hasErrors()).isTrue();
    }

    @Test
    void parse_outOfTime_readsNoMoreCodeAndSaysSo() {
        var parser = PARSER.withLimits(ParserLimits.standard().withTime(Duration.ofNanos(1)));

        var result = parser.parse("slow", "## Steps\n1. a\n   ```bash\n   ls\n   ```\n");

        assertThat(rules(result)).contains("time-exceeded");
        assertThat(result.runbook().commands()).isEmpty();
        assertThat(result.runbook().steps()).hasSize(1);
    }

    @Test
    void parse_loneSurrogate_saysWhere() {
        var diagnostics = PARSER.parse("odd", "🚑 ok\n\uDE91").diagnostics();

        assertThat(diagnostics.get(diagnostics.size() - 1).toString())
                .startsWith("2:1: warning character-lone-surrogate: ");
    }

    @Test
    void parse_otherIdInComment_saysSo() {
        var result = PARSER.parse("ids", "---\nrunbook_id: RB-1\n---\n<!-- iq:runbook_id=RB-2 -->\n");

        assertThat(rules(result)).contains("id-mismatch");
        assertThat(result.runbook().id().orElseThrow().value()).isEqualTo("RB-1");
    }

    @Test
    void parse_stepsOutOfOrder_keepsTheirNumbersAndSaysSo() {
        var result = PARSER.parse("order", "## Rollback steps\n### 1. a\n### 3. b\n### c\n");

        assertThat(result.runbook().steps().stream().map(Step::number)).containsExactly(1, 3, 4);
        assertThat(rules(result)).containsOnlyOnce("step-number");
    }

    @Test
    void parse_codeBeforeTheFirstStep_isInNoStepAndSaysSo() {
        var result = PARSER.parse("early", "## Rollback steps\n```bash\nls\n```\n### 1. a\n");

        assertThat(rules(result)).contains("code-outside-steps");
        assertThat(result.runbook().commands()).isEmpty();
        assertThat(result.runbook().code()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        HIGH — always check ; HIGH ; always check
        HIGH - always check ; HIGH ; always check
        high: always check ; HIGH ; always check
        High – always check ; HIGH ; always check
        HIGH (always check) ; HIGH ; always check
        MEDIUM, sometimes ; MED ; sometimes
        med ; MED ; ''
        **LOW** ; LOW ; ''
        none ; NONE ; ''
        low risk ; LOW ; risk
        HIGHER ; UNREADABLE ; ''
        N/A ; UNREADABLE ; ''
        """)
    void risk_asWritten_isLevelAndNote(String cell, Risk level, String note) {
        var text = "|Service|Risk|\n|-|-|\n|a| " + cell + " |\n";

        var risk = PARSER.parse("risk", "## Notes\n" + text)
                .runbook()
                .services()
                .get(0)
                .risk();

        assertThat(risk.level()).isEqualTo(level);
        assertThat(risk.note()).isEqualTo(note);
    }

    @Test
    void limits_outOfBounds_areRefused() {
        var limits = ParserLimits.standard();

        assertThatThrownBy(() -> limits.withTextLength(0)).hasMessage("expected textLength >= 1, found 0");
        assertThatThrownBy(() -> limits.withDiagnostics(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withDepth(101)).hasMessage("expected depth <= 100, found 101");
        assertThatThrownBy(() -> limits.withTime(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
