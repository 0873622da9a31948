package io.incidentiq.cli;

import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Progress;
import java.io.IOException;

/** A process with a write in flight, for {@code SignalsTest}; the answer comes with a line on standard input. */
final class InterruptedProgram {
    private static volatile Phase phase = Phase.SENT;

    private InterruptedProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var screen = new Screen(System.err, false, 80);
        var interrupt =
                new Interrupt(() -> new Course.Snapshot(phase, Progress.none()), screen, Interrupt.Ending.OF_PROCESS);
        Signals.to(interrupt::signalled);
        System.err.println("ready");
        int typed = System.in.read();
        phase = Phase.ROLLING_OUT;
        interrupt.finish();
        System.exit(typed == 'e' ? 99 : 98);
    }
}
