package io.incidentiq.cli.command;

import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.NextSteps;
import io.incidentiq.cli.output.ReportFormat;
import io.incidentiq.cli.output.ReportPrinter;
import io.incidentiq.cli.output.ResultFile;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.screen.StillAsking;
import io.incidentiq.rollback.RollbackPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iq plan}: what a rollback would do. Changes nothing. */
@Command(
        name = "plan",
        description = "Show what a rollback would do, and which gates prevent it. Changes nothing.",
        customSynopsis =
                "iq plan (RUNBOOK | --runbooks DIR) (--service NAME | --incident FILE) (--scenario S | --provider aws) [OPTIONS]",
        footer = {"", "Exit codes: 0 executable, 2 usage or input, 3 not executable, with the reason."})
final class PlanCommand extends SubCommand {
    @Mixin
    RollbackOptions options = new RollbackOptions();

    @Override
    public Integer call() throws InterruptedException {
        RollbackInput input = RollbackInput.of(options, terminal());
        input.tellMissing(options, terminal().err());
        input.requireOwnFiles(options);
        ReportFormat format = ReportFormat.ofPlan(options.report);
        try (Platform platform = Platform.of(options, input);
                ResultFile file =
                        ResultFile.open("--report", options.report, terminal().err())) {
            var listener = new StillAsking(terminal()::tell);
            RollbackPlan plan = planned(platform.engine(listener), input.procedure(), platform.request());
            if (file != null) {
                file.write(format.of(plan));
            }
            show(plan);
            return plan.executable() ? 0 : CliError.REFUSED;
        }
    }

    private void show(RollbackPlan plan) {
        if (json()) {
            terminal().out().print(plan.toJson());
        } else {
            terminal().out().print(plan.toText(ReportPrinter.WIDTH));
            terminal().out().print(NextSteps.afterPlan(plan, options.placed(retyped("rollback"), plan)));
        }
        tellMistyped(plan);
    }
}
