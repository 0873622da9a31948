package io.incidentiq.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules; {@code SignalsTest} has the real signals. */
class InterruptTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> exits = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private Phase phase = Phase.ROLLING_OUT;
    private int pauses;
    private Runnable inPause = () -> {};

    private final Interrupt interrupt = interrupt();

    private Interrupt interrupt() {
        return new Interrupt(
                new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 80),
                new Interrupt.ProcessControl(this::pause, exits::add),
                InterruptedProgram.known(report -> left.add(report.detail())));
    }

    @BeforeEach
    void follow() {
        interrupt.follow(InterruptedProgram.standing(() -> phase));
    }

    private void pause() {
        pauses++;
        inPause.run();
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void signal_nothingInFlight_tellsAndEndsAtOnce() {
        interrupt.signalled(2);

        assertThat(said())
                .contains("interrupted by SIGINT; nothing was sent, changed: no")
                .contains("last seen: nothing yet");
        assertThat(exits).containsExactly(130);
        assertThat(pauses).isZero();
    }

    @Test
    void signal_sigterm_exits143() {
        interrupt.signalled(15);

        assertThat(exits).containsExactly(143);
        assertThat(left).containsExactly("by SIGTERM; nothing was sent");
    }

    @Test
    void signal_writeInFlight_waitsForTheAnswerThenTells() {
        phase = Phase.SENT;
        inPause = () -> phase = pauses == 3 ? Phase.ROLLING_OUT : Phase.SENT;

        interrupt.signalled(2);

        assertThat(pauses).isEqualTo(3);
        assertThat(said()).contains("waiting up to 10 s").contains("interrupted by SIGINT; nothing was sent");
        assertThat(exits).containsExactly(130);
    }

    @Test
    void signal_answerNeverComes_waitsTenSecondsAndTellsWhatIsKnown() {
        phase = Phase.SENT;

        interrupt.signalled(2);

        assertThat(pauses).isEqualTo(10_000 / 50);
        assertThat(said()).contains("last seen:");
        assertThat(exits).containsExactly(130);
    }

    @Test
    void secondSignal_duringTheWait_endsAtOnce() {
        phase = Phase.SENT;
        var saidBefore = new ArrayList<String>();
        inPause = () -> {
            if (pauses == 1) {
                interrupt.signalled(2);
                saidBefore.add(said());
                phase = Phase.ROLLING_OUT;
            }
        };

        interrupt.signalled(2);

        assertThat(saidBefore).allMatch(s -> !s.contains("last seen"));
        assertThat(exits).containsExactly(130, 130);
        assertThat(said()).containsOnlyOnce("last seen");
        assertThat(left).containsExactly("by SIGINT; nothing was sent");
    }

    @Test
    void begin_afterASignal_beginsNothing() {
        interrupt.signalled(2);

        assertThatThrownBy(interrupt::begins).isInstanceOf(CancellationException.class);
    }

    @Test
    void signal_whileTheRollbackIsBeingBegun_waitsForItsHandleAndGivesItUp() {
        var fresh = interrupt();
        var gaveUp = new ArrayList<String>();
        inPause = () -> fresh.follow(InterruptedProgram.standing(() -> Phase.SENT, gaveUp::add));

        fresh.begins();
        fresh.signalled(15);

        assertThat(gaveUp).containsOnly("SIGTERM");
        assertThat(said()).contains("interrupted while a write is in flight");
    }

    @Test
    void signal_afterABeginningThatFailed_waitsForNothing() {
        var fresh = interrupt();
        fresh.begins();
        fresh.beginsNothing();

        fresh.signalled(15);

        assertThat(pauses).isZero();
        assertThat(exits).containsExactly(143);
    }

    @Test
    void signal_theTeamIsBeingToldTheEnd_waitsForThat() {
        phase = Phase.CLOSING;
        inPause = () -> phase = pauses == 2 ? Phase.ENDED : Phase.CLOSING;

        interrupt.signalled(2);

        assertThat(pauses).isEqualTo(2);
        assertThat(said()).doesNotContain("waiting up to 10 s");
    }

    /** A stale run may have sent a write: what it knows is not hidden behind the plan that is made anew. */
    @Test
    void signal_afterAStaleRunThatHadWritten_tellsOfTheWrite() {
        RollbackReport stale = InterruptedProgram.reported(Map.of(
                "ending",
                new Ending(Outcome.REFUSED, Reason.PLAN_STALE, "the stop was outrun"),
                "changed",
                Changed.UNKNOWN,
                "calls",
                new Calls(5, 2)));
        interrupt.follow(InterruptedProgram.ended(stale));

        interrupt.signalled(2);

        assertThat(said()).contains("the stop was outrun", "changed: unknown").doesNotContain("nothing was sent");
        assertThat(left).containsExactly("the stop was outrun");
    }

    private void ended(int exitCode) throws InterruptedException {
        interrupt.ended(exitCode, () -> left.add("unread"));
    }

    @Test
    void ended_withoutASignal_goesOn() throws InterruptedException {
        ended(0);

        assertThat(exits).isEmpty();
    }

    @Test
    void ended_afterASignal_leavesItTheLastWord() throws InterruptedException {
        interrupt.signalled(15);
        ended(0);

        assertThat(exits).containsOnly(143);
        assertThat(left).containsExactly("by SIGTERM; nothing was sent");
        assertThat(said()).containsOnlyOnce("last seen");
    }

    @Test
    void signal_afterTheEnd_neitherTellsAnotherOneNorChangesTheExitCode() throws InterruptedException {
        ended(4);
        interrupt.printed();
        interrupt.signalled(15);

        assertThat(exits).containsExactly(4);
        assertThat(left).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void signal_whileTheResultIsPrinted_lastsUntilItIs() throws InterruptedException {
        ended(0);
        inPause = () -> {
            if (pauses == 3) {
                interrupt.printed();
            }
        };
        interrupt.signalled(2);

        assertThat(pauses).isEqualTo(3);
        assertThat(exits).containsExactly(0);
        assertThat(left).isEmpty();
    }

    @Test
    void signal_whileNobodyReadsTheResult_saysTheOutcomeAndEnds() throws InterruptedException {
        ended(0);
        interrupt.signalled(15);

        assertThat(pauses).isEqualTo(2_000 / 50);
        assertThat(exits).containsExactly(0);
        assertThat(left).containsExactly("unread");
    }

    @Test
    void secondSignal_whileNobodyReadsTheResult_endsAtOnceWithTheOutcomesCode() throws InterruptedException {
        ended(5);
        inPause = () -> {
            if (pauses == 1) {
                interrupt.signalled(15);
            }
        };
        interrupt.signalled(15);

        assertThat(exits).containsExactly(5, 5);
        assertThat(left).containsExactly("unread");
    }

    @Test
    void signal_whileTheRollbackIsBeingBegunAndTheWriteIsInFlight_waitsTenSecondsForBoth() {
        var fresh = interrupt();
        phase = Phase.SENT;
        inPause = () -> {
            if (pauses == 100) {
                fresh.follow(InterruptedProgram.standing(() -> phase));
            }
        };

        fresh.begins();
        fresh.signalled(15);

        assertThat(pauses).isEqualTo(10_000 / 50);
    }
}
