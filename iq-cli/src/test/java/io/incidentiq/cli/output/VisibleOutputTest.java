package io.incidentiq.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisibleOutputTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = VisibleOutput.before(shown);

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void print_whatActs_isShown() {
        out.print("a\u001b[2J\u009b1mb\u202e\u200bc\ud83d\ude91\udb40\udc41\tü\n");

        assertThat(shown()).isEqualTo("a\\u001b[2J\\u009b1mb\\u202e\\u200bc\ud83d\ude91\\udb40\\udc41\tü\n");
    }

    @Test
    void write_oneByteAfterTheOther_isTheSame() {
        for (byte b : "ü\u202e\ud83d\ude91".getBytes(StandardCharsets.UTF_8)) {
            out.write(b);
        }
        out.flush();

        assertThat(shown()).isEqualTo("ü\\u202e\ud83d\ude91");
    }

    @Test
    void write_whatIsNoUtf8_isShownByteByByte() throws IOException {
        out.write(new byte[] {'a', (byte) 0x9b, 'b', (byte) 0xe2, (byte) 0x80, 'c'});

        assertThat(shown()).isEqualTo("a\\x9bb\\xe2\\x80c");
    }

    @Test
    void print_lineBreakOfWindows_passesAndALoneReturnDoesNot() {
        out.print("a\r\nb\rc\r\r\n");
        out.print("d\r");
        out.print("\ne");
        out.print("\u00fc\r");
        out.print("f");
        out.flush();

        assertThat(shown()).isEqualTo("a\r\nb\\u000dc\\u000d\r\nd\r\ne\u00fc\\u000df");
    }

    @Test
    void print_anyText_isWhatVisibleTextSays() {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            shown.reset();
            String text = random.ints(20, 0, 0x3000)
                    .filter(c -> c != '\t')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            out.print(text);

            assertThat(shown()).isEqualTo(VisibleText.lines(text));
        }
    }
}
