package io.incidentiq.cli.process;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.input.RunbookFile;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A process with a write in flight; the answer comes with a line on standard input. With an argument it never gets through with what
 * a signal has it leave.
 */
final class InterruptedProgram {
    /** Ready before a signal comes, as in a rollback. */
    private static final RollbackProcedure PROCEDURE = new RunbookFile(Path.of(Shell.RB_0007)).bind();

    private static final Platform DRILL = Platform.of(options(), new RollbackInput(PROCEDURE, "api-gateway", null));
    private static final RollbackEngine ENGINE = DRILL.engine((event, state) -> {});
    private static volatile Phase phase = Phase.SENT;

    private InterruptedProgram() {}

    /** A rollback that stands where it is told to, whatever a signal asks of it. */
    static Rollback standing(Supplier<Phase> phase) {
        return standing(phase, signal -> {});
    }

    static Rollback standing(Supplier<Phase> phase, Consumer<String> gaveUp) {
        return standing(phase, gaveUp, by -> unbegun("by " + by + "; nothing was sent", null));
    }

    /** A rollback that is over. */
    static Rollback ended(RollbackReport report) {
        return standing(() -> Phase.ENDED, signal -> {}, by -> report);
    }

    /** A report of a rollback that never began, but for these answers. */
    static RollbackReport reported(Map<String, Object> answers) {
        RollbackReport rest = unbegun("", null);
        return (RollbackReport) Proxy.newProxyInstance(
                RollbackReport.class.getClassLoader(),
                new Class<?>[] {RollbackReport.class},
                (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer != null) {
                        return answer;
                    }
                    return method.isDefault()
                            ? InvocationHandler.invokeDefault(proxy, method, arguments)
                            : method.invoke(rest, arguments);
                });
    }

    private static Rollback standing(
            Supplier<Phase> phase, Consumer<String> gaveUp, Function<String, RollbackReport> report) {
        return new Rollback() {
            private volatile String by = "nobody";

            @Override
            public RollbackId id() {
                return new RollbackId("rb-1");
            }

            @Override
            public RollbackView view() {
                throw new UnsupportedOperationException("only its phase is known");
            }

            @Override
            public Phase phase() {
                return phase.get();
            }

            @Override
            public RollbackReport report() {
                return report.apply(by);
            }

            @Override
            public CompletableFuture<RollbackReport> completion() {
                return new CompletableFuture<>();
            }

            @Override
            public RollbackReport await() {
                throw new UnsupportedOperationException("it never ends");
            }

            @Override
            public void cancel(String who, String why) {
                by = who;
                gaveUp.accept(who);
            }
        };
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
        return new Interrupt.Known(InterruptedProgram::unbegun, leave);
    }

    private static RollbackReport unbegun(String why, @Nullable RollbackPlan plan) {
        return ENGINE.decline(PROCEDURE, DRILL.request(), why);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var screen = new Screen(System.err, false, 80);
        Consumer<RollbackReport> leave = args.length == 0 ? r -> {} : r -> LockSupport.park();
        var interrupt = new Interrupt(screen, Interrupt.ProcessControl.OF_PROCESS, known(leave));
        interrupt.follow(standing(() -> phase));
        Signals.to(interrupt::signalled);
        System.err.println("ready");
        int typed = System.in.read();
        phase = Phase.ROLLING_OUT;
        interrupt.leaveTheLastWord();
        System.exit(typed == 'e' ? 99 : 98);
    }
}
