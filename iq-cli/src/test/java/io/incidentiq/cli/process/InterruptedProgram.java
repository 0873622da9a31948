package io.incidentiq.cli.process;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.input.RunbookFile;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Verification;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A process with a write in flight; the answer comes with a line on standard input. With an argument it never gets through with what
 * a signal has it leave.
 */
final class InterruptedProgram {
    private static volatile Phase phase = Phase.SENT;

    private InterruptedProgram() {}

    /** A rollback that stands where it is told to, whatever a signal asks of it. */
    static Underway standing(Supplier<Phase> phase) {
        return standing(phase, signal -> {});
    }

    static Underway standing(Supplier<Phase> phase, Consumer<String> gaveUp) {
        return new Underway() {
            @Override
            public void giveUp(String signal) {
                gaveUp.accept(signal);
            }

            @Override
            public Snapshot now() {
                return at(phase.get());
            }

            @Override
            public Optional<RollbackReport> ended() {
                return Optional.empty();
            }
        };
    }

    private static Underway.Snapshot at(Phase phase) {
        var details = new RollbackReport.RunDetails(Progress.none(), Verification.NONE, List.of(), List.of());
        return new Underway.Snapshot(phase, details, null, Instant.EPOCH, new Calls(0, 0));
    }

    /** What a drill of a bad release is told. */
    static RollbackOptions options() {
        var options = new RollbackOptions();
        new CommandLine(options)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs("--service=api-gateway", "--scenario=bad-deploy");
        return options;
    }

    /** What is known of a rollback that has no plan. */
    static Interrupt.Known known(Consumer<RollbackReport> leave) {
        var procedure = new RunbookFile(Path.of(Shell.RB_0007)).bind();
        Platform drill = Platform.of(options(), new RollbackInput(procedure, "api-gateway", null));
        var reports = new InterruptedReport(drill::id, Settings.of(procedure, drill.request()), drill.now());
        return new Interrupt.Known(reports::of, leave);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var screen = new Screen(System.err, false, 80);
        Consumer<RollbackReport> leave = args.length == 0 ? r -> {} : r -> LockSupport.park();
        var interrupt = new Interrupt(screen, Interrupt.Ending.OF_PROCESS, known(leave));
        interrupt.follow(standing(() -> phase));
        Signals.to(interrupt::signalled);
        System.err.println("ready");
        int typed = System.in.read();
        phase = Phase.ROLLING_OUT;
        interrupt.leaveTheLastWord();
        System.exit(typed == 'e' ? 99 : 98);
    }
}
