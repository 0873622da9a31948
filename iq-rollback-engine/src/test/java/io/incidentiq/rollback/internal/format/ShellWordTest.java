package io.incidentiq.rollback.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"api-gateway:41", "arn:aws:ecs:eu-west-1:1:service/a/b", "50%", "a@b,c+d=e_f", "http://x/h"})
    void of_nothingThatAShellReads_isLeftAsItIs(String word) {
        assertThat(ShellWord.of(word)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            http://x/h?a=1&b=2 | 'http://x/h?a=1&b=2'
            My App; echo pwn   | 'My App; echo pwn'
            $(id)              | '$(id)'
            `id`               | '`id`'
            it's               | 'it'\\''s'
            ~                  | '~'
            ""                 | ''
            """)
    void of_anythingElse_isQuoted(String word, String quoted) {
        assertThat(ShellWord.of(word)).isEqualTo(quoted);
    }

    @Test
    void of_aLineBreak_staysInOneWord() {
        assertThat(ShellWord.of("a\nid")).isEqualTo("'a\nid'");
    }

    @Test
    void line_ofWords_quotesEach() {
        assertThat(ShellWord.line(List.of("plan", "a b"))).isEqualTo("plan 'a b'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            =ls        | '=ls'
            a=b        | a=b
            Name=a,b=c | Name=a,b=c
            """)
    void of_anEqualsSignAtTheStart_isQuotedForZsh(String word, String quoted) {
        assertThat(ShellWord.of(word)).isEqualTo(quoted);
    }

    @Test
    void of_whatActsOnATerminal_standsAsOctalEscapes() {
        assertThat(ShellWord.of("it's \u001b[2J!\u202e")).isEqualTo("$'it\\047s \\033[2J\\041\\342\\200\\256'");
    }

    @Test
    void line_aLineBreak_staysOnTheLine() {
        assertThat(ShellWord.line(List.of("plan", "a\nid"))).isEqualTo("plan $'a\\012id'");
    }
}
