package io.incidentiq.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RunbookFile;
import io.incidentiq.cli.output.EventLines;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.screen.Pace;
import io.incidentiq.cli.screen.ProgressPrinter;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Approval;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptedReportTest {
    private static final String SCHEMA = "iq.rollback-report-1";

    private final RollbackProcedure procedure = new RunbookFile(Path.of(Shell.RB_0007)).bind();
    private final Platform drill =
            Platform.of(InterruptedProgram.options(), new RollbackInput(procedure, "api-gateway", null));
    private final RollbackEngine engine = drill.engine((event, state) -> {});
    private final List<RollbackReport> reports = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Test
    void report_beforeThereIsAPlan_fitsTheSchemaAndSaysThatNothingWasSent() {
        RollbackReport report = engine.decline(procedure, drill.request(), "by SIGINT; nothing was sent");

        assertThat(new Shell(130, report.toJson(), "").objections(SCHEMA)).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.detail()).isEqualTo("by SIGINT; nothing was sent");
        assertThat(report.progress().endedAt()).isPresent();
    }

    @Test
    void report_ofAPlan_fitsTheSchemaAndHoldsIt() throws InterruptedException {
        RollbackPlan plan = engine.plan(procedure, drill.request());

        RollbackReport report = engine.decline(plan, "by SIGTERM; nothing was sent");

        assertThat(new Shell(143, report.toJson(), "").objections(SCHEMA)).isEmpty();
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.calls().reads()).isPositive();
        assertThat(report.byHand()).anyMatch(c -> c.command().contains("update-service"));
    }

    @Test
    void report_declined_saysSoAndNotThatItWasInterrupted() throws InterruptedException {
        RollbackReport report = engine.run(engine.plan(procedure, drill.request()), plan -> Optional.empty());

        assertThat(new Shell(6, report.toJson(), "").objections(SCHEMA)).isEmpty();
        assertThat(report.exitCode()).isEqualTo(6);
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.detail()).isEqualTo("declined; nothing was sent");
    }

    @Test
    void report_writeInFlight_saysUnknownAndOffersOnlyALook() throws InterruptedException {
        RollbackReport report = interruptedIn(Phase.SENT);

        assertThat(new Shell(130, report.toJson(), "").objections(SCHEMA)).isEmpty();
        assertThat(report.changed()).isEqualTo(Changed.UNKNOWN);
        assertThat(report.detail()).isEqualTo("by SIGINT; a write is in flight; look before you write");
        assertThat(report.byHand()).singleElement().matches(c -> c.command().startsWith("aws ecs describe-services "));
    }

    @Test
    void text_ofAnyPhase_offersWhatTheReportOffers() throws InterruptedException {
        for (Phase phase : List.of(Phase.WRITING, Phase.SENT, Phase.ROLLING_OUT, Phase.SETTLING)) {
            reports.clear();
            said.clear();
            RollbackReport report = interruptedIn(phase);

            List<String> offered = said.get(0)
                    .lines()
                    .filter(l -> l.contains("aws ") || l.contains("curl "))
                    .map(String::strip)
                    .toList();
            assertThat(offered)
                    .isEqualTo(
                            report.byHand().stream().map(HandCommand::toString).toList());
            assertThat(said.get(0)).contains("interrupted " + report.detail() + ", changed: " + report.changed());
        }
    }

    @Test
    void report_onceMitigated_neitherWaitsNorJudgesTheIncidentsMinutes() throws InterruptedException {
        RollbackReport report = interruptedIn(Phase.SETTLING);

        assertThat(report.byHand())
                .noneMatch(c ->
                        c.command().contains("services-stable") || c.command().contains("$(date"));
    }

    /** Interrupts a drill of its own when it first gets to {@code phase}. */
    private RollbackReport interruptedIn(Phase phase) throws InterruptedException {
        Platform drill = Platform.of(InterruptedProgram.options(), new RollbackInput(procedure, "api-gateway", null));
        var silent =
                new Screen(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false, 80);
        var printer = new ProgressPrinter(silent, Pace.of("max", false), new EventLines(line -> {}));
        var started = new CompletableFuture<Rollback>();
        RollbackEngine engine = drill.engine((event, state) -> {
            printer.happened(event, state);
            if (state.phase() == phase && reports.isEmpty()) {
                interrupt(started.join());
            }
        });
        engine.run(engine.plan(procedure, drill.request()), following(started));
        return reports.get(0);
    }

    private static Approval following(CompletableFuture<Rollback> started) {
        return new Approval() {
            @Override
            public Optional<RollbackPlan> of(RollbackPlan plan) {
                return Optional.of(plan);
            }

            @Override
            public void started(Rollback rollback) {
                started.complete(rollback);
            }
        };
    }

    private void interrupt(Rollback rollback) {
        var bytes = new ByteArrayOutputStream();
        var interrupt = new Interrupt(
                new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 80),
                new Interrupt.ProcessControl(() -> {}, code -> {}),
                new Interrupt.Known((why, plan) -> engine.decline(procedure, drill.request(), why), reports::add));
        interrupt.follow(rollback);
        interrupt.signalled(2);
        said.add(bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void report_afterTheWrite_fitsTheSchemaAndSaysWhatIsKnown() throws InterruptedException {
        RollbackReport report = interruptedIn(Phase.ROLLING_OUT);

        assertThat(new Shell(130, report.toJson(), "").objections(SCHEMA)).isEmpty();
        assertThat(report.changed()).isEqualTo(Changed.YES);
        assertThat(report.progress().sentAt()).isPresent();
        assertThat(report.calls().writes()).isEqualTo(1);
        assertThat(report.byHand()).noneMatch(c -> c.command().contains("update-service"));
    }
}
