package io.incidentiq.runbook.bash;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Joint;
import io.incidentiq.runbook.shell.Script;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import io.incidentiq.runbook.text.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BashReaderTest {
    private final DiagnosticLog log = new DiagnosticLog(100);

    private Script read(String code) {
        return BashReader.read(Excerpt.of(new SourceText(code), 0, code.length()), log, 4);
    }

    private Command command(String code) {
        var commands = read(code).commands();
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }

    private static List<String> values(List<Word> words) {
        return words.stream().map(Word::value).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        plain ; plain
        'a b' ; a b
        "a b" ; a b
        a\\ b ; a b
        a'b'"c" ; abc
        "a \\"b\\"" ; a "b"
        'a \\b' ; a \\b
        <service> ; <service>
        '<service>' ; <service>
        x-<a b>:$C ; x-<a b>:$C
        ${A:-b} ; ${A:-b}
        $(date) ; $(date)
        $((A - 1)) ; $((A - 1))
        50% ; 50%
        a#b ; a#b
        """)
    void value_wordAsWritten_isWithoutQuotes(String written, String value) {
        var word = command("echo " + written).words().get(1);

        assertThat(word.value()).isEqualTo(value);
        assertThat(word.text()).isEqualTo(written);
    }

    @Test
    void options_withAndWithoutValues_takeTheWordsUpToTheNext() {
        var command = command("aws x y --a --b 1 2 --c=3 -d -1 -- --e");

        assertThat(values(command.programWords())).containsExactly("aws", "x", "y");
        assertThat(command.options().stream().map(option -> option.name() + values(option.values())))
                .containsExactly("--a[]", "--b[1, 2]", "--c[3]", "-d[-1]");
        assertThat(values(command.arguments())).containsExactly("x", "y", "1", "2", "-1", "--e");
        assertThat(command.hasOption("--e")).isFalse();
    }

    @Test
    void options_emptyValue_isAWordWithoutText() {
        assertThat(command("a --b= c").option("--b").orElseThrow().value()).isEmpty();
    }

    @Test
    void is_placeholderAsProgram_isNot() {
        assertThat(command("<tool> run").is("<tool>")).isFalse();
        assertThat(command("tool run").is("tool", "run", "more")).isFalse();
        assertThat(command("'tool' run").is("tool")).isTrue();
    }

    @Test
    void keyValues_shorthand_isReadAsData() {
        var word = command("a Name=x,Values=1,2,Other=<p>,Last=").words().get(1);
        var pairs = word.keyValues().orElseThrow();

        assertThat(pairs.entries().stream()
                        .map(pair -> pair.key() + ":" + pair.value().value()))
                .containsExactly("Name:x", "Values:1,2", "Other:<p>", "Last:");
        assertThat(pairs.value("Other").orElseThrow().placeholders()).hasSize(1);
        assertThat(pairs.value("other")).isEmpty();
        assertThat(command("a plain").words().get(1).keyValues()).isEmpty();
        assertThat(command("a a,b=c").words().get(1).keyValues()).isEmpty();
    }

    @Test
    void pipelines_pipesAndLists_areGrouped() {
        var pipelines = read("a | b && c; d\ne | f").pipelines();

        assertThat(pipelines.stream().map(List::size)).containsExactly(2, 1, 1, 2);
        assertThat(pipelines.get(1).get(0).joint()).isEqualTo(Joint.AND);
    }

    @Test
    void allCommands_substitutionsInSubstitutions_areAllThere() {
        var script = read("A=$(one \"$(two `three`)\")");

        assertThat(script.allCommands().stream()
                        .map(command -> values(command.programWords()).stream()
                                .findFirst()
                                .orElse("")))
                .containsExactly("", "one", "two", "three");
    }

    @Test
    void comments_hashWithinAWord_isNone() {
        var script = read("a b#c # yes\n## title\n'#no'");

        assertThat(script.comments().stream().map(comment -> comment.text())).containsExactly("yes", "title");
    }

    @Test
    void placeholder_redirections_areNone() {
        var command = command("sort <in.txt >out.txt");

        assertThat(command.redirections().stream()
                        .map(r -> r.operator() + r.target().value()))
                .containsExactly("<in.txt", ">out.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for a in b; do c; done",
                "if a\nthen b\nfi",
                "while true; do\n  echo for x\ndone",
                "case a in\nb) c;;\nesac",
                "f() {\n  a\n}",
                "(a; b)",
                "{ a; }",
                "[[ a ]]",
                "cat <<X\nif\nX",
                "a <(b)",
                "x=(1 2)",
                "a $(if b; then c; fi)",
                "a ${",
                "a >",
                "a $(b $(c $(d $(e $(f)))))",
            })
    void unknown_block_isOneOpaqueCommandAndADiagnostic(String block) {
        var commands = read("before\n" + block + "\nafter --x").commands();

        assertThat(commands.stream().map(Command::isOpaque)).containsExactly(false, true, false);
        assertThat(commands.get(1).text()).isEqualTo(block);
        assertThat(log.inTextOrder().stream().map(Diagnostic::rule)).containsExactly("shell-opaque");
    }

    @Test
    void unknown_substitutionNeverClosed_takesTheRest() {
        assertThat(read("a $(b\nc\nd").commands()).singleElement().matches(Command::isOpaque);
    }

    @Test
    void quote_neverClosed_takesTheRestAndSaysSo() {
        assertThat(values(command("a 'b\nc").words())).containsExactly("a", "b\nc");
        assertThat(log.inTextOrder().stream().map(Diagnostic::rule)).containsExactly("shell-quote-unclosed");
    }
}
