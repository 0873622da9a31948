package io.incidentiq.cli;

import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.core.Verification;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A process with a write in flight, for {@code SignalsTest}; the answer comes with a line on standard input. */
final class InterruptedProgram {
    private static volatile Phase phase = Phase.SENT;

    private InterruptedProgram() {}

    static Course.Snapshot at(Phase phase) {
        var course = new RollbackReport.Course(Progress.none(), Verification.NONE, List.of(), List.of());
        return new Course.Snapshot(phase, course, null, Instant.EPOCH, new Calls(0, 0));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var screen = new Screen(System.err, false, 80);
        var interrupt = new Interrupt(() -> at(phase), screen, Interrupt.Ending.OF_PROCESS, (signal, plan) -> {});
        Signals.to(interrupt::signalled);
        System.err.println("ready");
        int typed = System.in.read();
        phase = Phase.ROLLING_OUT;
        interrupt.finish();
        System.exit(typed == 'e' ? 99 : 98);
    }
}
