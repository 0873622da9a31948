package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Screen screen(boolean redraws) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), redraws, 80);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void live_again_isDrawnOverInPlace() {
        Screen screen = screen(true);

        screen.live("one");
        screen.live("two");

        assertThat(printed()).isEqualTo(ERASE + "one" + ERASE + "two");
    }

    @Test
    void live_unchanged_isNotDrawnAgain() {
        Screen screen = screen(true);

        screen.live("one");
        screen.live("one");

        assertThat(printed()).isEqualTo(ERASE + "one");
    }

    @Test
    void line_whileALiveOneIsShown_isPrintedAboveIt() {
        Screen screen = screen(true);

        screen.live("live");
        screen.line("moment");

        assertThat(printed()).isEqualTo(ERASE + "live" + ERASE + "moment\n" + ERASE + "live");
    }

    @Test
    void close_whileALiveLineIsShown_erasesItAndNothingFollows() {
        Screen screen = screen(true);

        screen.live("live");
        screen.close();
        screen.live("late");
        screen.line("late");

        assertThat(printed()).isEqualTo(ERASE + "live" + ERASE);
    }

    @Test
    void closeWithLastWords_afterClose_stillSaysThem() {
        Screen screen = screen(true);

        screen.close();
        screen.close("interrupted");

        assertThat(printed()).isEqualTo("interrupted");
    }

    @Test
    void everything_whereLinesCannotBeDrawnOver_isPlainLines() {
        Screen screen = screen(false);

        screen.live("live");
        screen.line("moment");
        screen.close();

        assertThat(printed()).isEqualTo("moment\n");
    }
}
