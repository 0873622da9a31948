package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalEnvironmentTest {
    private static final Map<String, String> TERMINAL = Map.of("iq.terminal", "true", "iq.terminal.out", "true");

    @Test
    void of_aTerminal_hasAPersonAndRedraws() {
        assertThat(TerminalEnvironment.of(TERMINAL, Map.of("TERM", "xterm", "COLUMNS", "132")))
                .isEqualTo(new TerminalEnvironment(true, true, true, 132, "iq"));
    }

    @Test
    void of_aPipe_hasNobody() {
        assertThat(TerminalEnvironment.of(Map.of("iq.terminal", "false"), Map.of("TERM", "xterm")))
                .isEqualTo(TerminalEnvironment.NOBODY);
        assertThat(TerminalEnvironment.of(Map.of(), Map.of("TERM", "xterm"))).isEqualTo(TerminalEnvironment.NOBODY);
    }

    @Test
    void of_ci_hasNobodyEvenOnATerminal() {
        TerminalEnvironment ci = TerminalEnvironment.of(TERMINAL, Map.of("TERM", "xterm", "CI", "true"));

        assertThat(ci.person()).isFalse();
        assertThat(ci.redraws()).isFalse();
    }

    @Test
    void of_aDumbOrUnknownTerminal_asksButDoesNotRedraw() {
        assertThat(TerminalEnvironment.of(TERMINAL, Map.of("TERM", "dumb")).person())
                .isTrue();
        assertThat(TerminalEnvironment.of(TERMINAL, Map.of("TERM", "dumb")).redraws())
                .isFalse();
        assertThat(TerminalEnvironment.of(TERMINAL, Map.of()).redraws()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'',80", "0,80", "wide,80", "99999,80", "-5,80", "5,20", "100,100"})
    void of_columns_areTheScreensOrEighty(String columns, int width) {
        assertThat(TerminalEnvironment.of(TERMINAL, Map.of("COLUMNS", columns)).columns())
                .isEqualTo(width);
    }

    @Test
    void of_theLaunchersName_isTheCommandToCopy() {
        assertThat(TerminalEnvironment.of(Map.of("iq.command", "./iq"), Map.of())
                        .command())
                .isEqualTo("./iq");
    }
}
