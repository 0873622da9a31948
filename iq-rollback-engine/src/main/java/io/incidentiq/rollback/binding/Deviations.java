package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.runbook.shell.Assignment;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.WordPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the engine does otherwise than the runbook's script, and why. */
final class Deviations {
    private final CommandReader reader;
    private final List<Deviation> found = new ArrayList<>();

    Deviations(CommandReader reader) {
        this.reader = reader;
    }

    List<Deviation> all() {
        for (Command command : reader.all()) {
            command.assignments().forEach(this::arithmetic);
        }
        reader.updateService().ifPresent(this::force);
        reader.awaitStable()
                .ifPresent(c -> found.add(new Deviation(
                        c.range().line(),
                        "aws ecs wait services-stable",
                        "bounded wait",
                        "the waiter looks at no revision and no rollout state, and gives up without a reason")));
        reader.getMetric()
                .flatMap(c -> c.findOption("--start-time"))
                .ifPresent(
                        o -> found.add(
                                new Deviation(
                                        o.range().line(),
                                        "--start-time 5 minutes ago",
                                        "window after settling",
                                        "the last minutes still hold the incident's own; only whole periods after settling are judged")));
        found.sort(Comparator.comparingInt(Deviation::line));
        return List.copyOf(found);
    }

    private void arithmetic(Assignment assignment) {
        boolean computed = assignment.value().flatParts().stream().anyMatch(p -> p instanceof WordPart.Arithmetic);
        if (computed) {
            found.add(
                    new Deviation(
                            assignment.range().line(),
                            assignment.value().text(),
                            "no revision arithmetic",
                            "the number before may be deregistered, failed, never deployed or another service's; the platform's history is asked"));
        }
    }

    private void force(Command update) {
        update.findOption("--force-new-deployment")
                .ifPresent(o -> found.add(new Deviation(
                        o.range().line(),
                        o.name(),
                        "no force",
                        "with another definition it changes nothing, with the same one it redeploys the outage")));
    }
}
