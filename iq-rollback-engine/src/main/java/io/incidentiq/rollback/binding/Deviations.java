package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.runbook.shell.Assignment;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Option;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the engine does otherwise than the runbook's script, and why. */
final class Deviations {
    private static final Set<String> TAKEN = Set.of(
            "--cluster", "--service", "--task-definition", "--force-new-deployment", "--no-force-new-deployment");

    private final RunbookCommands reader;
    private final List<Deviation> found = new ArrayList<>();

    Deviations(RunbookCommands reader) {
        this.reader = reader;
    }

    List<Deviation> all() {
        for (Command command : reader.all()) {
            command.assignments().forEach(this::arithmetic);
        }
        force(reader.updateService());
        reader.updateService().options().forEach(this::leftAlone);
        reader.otherUpdates().forEach(this::notRun);
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

    private void leftAlone(Option option) {
        if (!TAKEN.contains(option.name()) && !AwsCommand.isGlobal(option.name())) {
            String values = option.values().stream().map(Word::text).collect(Collectors.joining(" "));
            found.add(new Deviation(
                    option.range().line(),
                    "%s %s".formatted(option.name(), values).strip(),
                    "%s left alone"
                            .formatted("%s %s".formatted(option.name(), values).strip()),
                    "a rollback changes the task definition alone"));
        }
    }

    private void notRun(Command update) {
        String options = Stream.of("--service", "--desired-count", "--force-new-deployment")
                .flatMap(name -> update.findOption(name).stream())
                .map(o -> " " + o.name()
                        + o.values().stream().map(w -> " " + w.text()).collect(Collectors.joining()))
                .collect(Collectors.joining());
        found.add(new Deviation(
                update.range().line(),
                "aws ecs update-service" + options,
                "not run",
                "only the write of line %d is done; do this one by hand if it is needed"
                        .formatted(reader.updateService().range().line())));
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
