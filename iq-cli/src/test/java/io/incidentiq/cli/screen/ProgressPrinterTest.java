package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a rollback shows while it runs, on whole drills. */
class ProgressPrinterTest {
    private static final String ERASE = "\r\u001b[K";

    private static Shell drill(TerminalEnvironment where, String scenario, String... more) {
        var args = new ArrayList<>(
                List.of("rollback", Shell.RB_0007, "--service=api-gateway", "--scenario=" + scenario, "--speed=max"));
        args.addAll(List.of(more));
        return Shell.run(where, "", args.toArray(new String[0]));
    }

    /** Returns what a terminal shows in the end: what comes after the last erasure of each line. */
    private static List<String> shown(Shell shell) {
        return Stream.of(shell.err().split("\n", -1))
                .map(l -> l.contains(ERASE) ? l.substring(l.lastIndexOf(ERASE) + ERASE.length()) : l)
                .toList();
    }

    @Test
    void live_onATerminal_endsErasedAndLeavesTheMomentsAsInAPipe() {
        Shell terminal = drill(Shell.PERSON, "bad-deploy");
        Shell pipe = drill(TerminalEnvironment.NOBODY, "bad-deploy");

        assertThat(terminal.err()).contains(ERASE).endsWith(ERASE);
        assertThat(shown(terminal)).isEqualTo(shown(pipe));
        assertThat(terminal.out().replace("./iq", "iq")).isEqualTo(pipe.out());
    }

    @Test
    void live_onATerminal_showsPhaseTasksErrorRateAndTimeLeft() {
        assertThat(drill(Shell.PERSON, "bad-deploy").err())
                .contains(ERASE + "02:14:16  rolling out  :41 1/3  :42 2/3  error rate was 8.49  about 9 min left")
                .containsPattern("verifying    :41 3/3  error rate 0\\.3\\d+  nearly done");
    }

    @Test
    void live_onANarrowTerminal_neverWraps() {
        Shell shell = drill(new TerminalEnvironment(true, true, true, 40, "iq"), "slow-drain");

        for (String line : shell.err().split("\r\u001b\\[K|\n", -1)) {
            boolean moment = line.matches("(\\d\\d:){2}\\d\\d  .*");
            assertThat(moment || line.length() < 40).as(line).isTrue();
        }
    }

    @Test
    void live_inAPipeOrOnADumbTerminal_isNotDrawn() {
        assertThat(drill(TerminalEnvironment.NOBODY, "bad-deploy").err())
                .doesNotContain("\u001b")
                .doesNotContain("\r");
        assertThat(drill(new TerminalEnvironment(true, false, true, 80, "iq"), "bad-deploy")
                        .err())
                .doesNotContain("\u001b");
    }

    @Test
    void live_jsonOnTheSameScreen_isNotDrawn() {
        assertThat(drill(Shell.PERSON, "bad-deploy", "--output=json").err()).doesNotContain("\u001b");
        assertThat(drill(new TerminalEnvironment(true, true, false, 80, "iq"), "bad-deploy", "--output=json")
                        .err())
                .contains(ERASE);
    }

    @Test
    void moments_ofAThrottledRollback_sayThatNothingIsSentBlindly() {
        assertThat(drill(TerminalEnvironment.NOBODY, "throttled", "--seed=4").err())
                .contains("rolling out")
                .contains("mitigated");
    }

    @Test
    void moments_mitigatedLostAndRegained_areEachOneLine() {
        List<String> lines =
                drill(TerminalEnvironment.NOBODY, "flapping").err().lines().toList();

        assertThat(lines).filteredOn(l -> l.contains("  lost again   ")).isNotEmpty();
        assertThat(lines).filteredOn(l -> l.contains("  mitigated    ")).hasSizeGreaterThan(1);
    }
}
