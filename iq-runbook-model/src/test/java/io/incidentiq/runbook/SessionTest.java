package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.runbook.text.Excerpt;
import io.incidentiq.runbook.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static String commands(String shown) {
        return Session.commands(Excerpt.of(new SourceText(shown), 0, shown.length()), new SourceText(shown))
                .text();
    }

    @Test
    void commands_linesWithoutPrompt_areOutput() {
        assertThat(commands("rm -rf a\n$ one\n> two\n# three\n$ four")).isEqualTo("one\nfour");
    }

    @Test
    void commands_continuedLines_belongToTheCommand() {
        assertThat(commands("$ one \\\n> two \\\n  three\nfour\n")).isEqualTo("one \\\ntwo \\\n  three\n");
    }

    @Test
    void commands_continuedOutput_staysOutput() {
        assertThat(commands("one \\\ntwo\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ one", "\n# two\n\n$ one\n"})
    void isShownBy_promptFirst_isOne(String code) {
        assertThat(Session.isShownBy(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one\n$ two", "$NAME one", "# $ one"})
    void isShownBy_anythingElseFirst_isNone(String code) {
        assertThat(Session.isShownBy(code)).isFalse();
    }
}
