package io.incidentiq.rollback.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 9, 0xa, 0xd, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b,
                0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x3164, 0xd800, 0xfeff,
                0xffa0, 0xe0001, 0xe007f
            })
    void line_whatActsOrIsNotSeen_isShown(int c) {
        String text = "a" + Character.toString(c) + "b";

        assertThat(VisibleText.line(text)).matches("a(\\\\u[0-9a-f]{4}){1,2}b");
    }

    @Test
    void line_anEscapeSequence_keepsItsWords() {
        assertThat(VisibleText.line("\u001b[2Jgone\u202e")).isEqualTo("\\u001b[2Jgone\\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Zahlungsdienst – gestört", "支払いサービス", "✔ 🚑 ⚠️", "تعطل", "a\\u001bb", "Ελλάδα & <b>"})
    void line_whatIsOnlyShown_staysAsItIs(String text) {
        assertThat(VisibleText.line(text)).isEqualTo(text);
    }

    @Test
    void lines_lineFeeds_areKept() {
        assertThat(VisibleText.lines("a\nb\r\tc")).isEqualTo("a\nb\\u000d\\u0009c");
    }
}
