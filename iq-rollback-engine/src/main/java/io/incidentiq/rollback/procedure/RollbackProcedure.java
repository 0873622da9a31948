package io.incidentiq.rollback.procedure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one runbook asks a rollback to do, for any of its services. Immutable. */
public final class RollbackProcedure {
    private final RunbookRef runbook;
    private final @Nullable Sourced<String> cluster;
    private final Checks checks;
    private final Team team;
    private final Sourced<Duration> suspectWindow;
    private final Script script;
    private final Notes notes;

    private record Notes(
            Names names, List<String> warnings, @Nullable String chosen) {
        private Notes {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * What people do around the rollback.
     *
     * @param channel such as {@code #incidents}; null where the runbook names none
     */
    public record Team(
            List<ChecklistLine> checklist,
            List<ServiceRule> services,
            List<FollowUpRule> followUps,
            @Nullable Sourced<String> channel) {
        public Team {
            checklist = List.copyOf(checklist);
            services = List.copyOf(services);
            followUps = List.copyOf(followUps);
        }
    }

    /** Where the runbook's script stands, and where the engine does otherwise. */
    public record Script(ScriptLines lines, List<Deviation> deviations) {
        public Script {
            deviations = List.copyOf(deviations);
        }
    }

    /** @param cluster null where the runbook leaves it to the request */
    public RollbackProcedure(
            RunbookRef runbook,
            @Nullable Sourced<String> cluster,
            Checks checks,
            Team team,
            Sourced<Duration> suspectWindow,
            Script script) {
        this(runbook, cluster, checks, team, suspectWindow, script, new Notes(Names.NONE, List.of(), null));
    }

    private RollbackProcedure(
            RunbookRef runbook,
            @Nullable Sourced<String> cluster,
            Checks checks,
            Team team,
            Sourced<Duration> suspectWindow,
            Script script,
            Notes notes) {
        this.runbook = runbook;
        this.cluster = cluster;
        this.checks = checks;
        this.team = team;
        this.suspectWindow = suspectWindow;
        this.script = script;
        this.notes = notes;
    }

    /** Returns the procedure with what is doubtful of its runbook, each with its place; plan and report repeat it. */
    public RollbackProcedure withWarnings(List<String> doubtful) {
        return with(new Notes(notes.names, doubtful, notes.chosen));
    }

    /** Returns the procedure with why its runbook was chosen from several; plan and report repeat it. */
    public RollbackProcedure withChosen(String why) {
        return with(new Notes(notes.names, notes.warnings, why));
    }

    /** Returns the procedure with what its runbook names in letters. */
    public RollbackProcedure withNames(Names names) {
        return with(new Notes(names, notes.warnings, notes.chosen));
    }

    private RollbackProcedure with(Notes changed) {
        return new RollbackProcedure(runbook, cluster, checks, team, suspectWindow, script, changed);
    }

    public RunbookRef runbook() {
        return runbook;
    }

    /** Returns the cluster of the runbook's write; empty where the runbook leaves it to the request. */
    public Optional<Sourced<String>> cluster() {
        return Optional.ofNullable(cluster);
    }

    /** Returns the Region of the runbook's write; empty where it names none. */
    public Optional<Sourced<String>> region() {
        return Optional.ofNullable(notes.names.region());
    }

    /** Returns the services that write, metric and health check name in letters, in that order; a place to fill in names none. */
    public List<NamedService> namedServices() {
        return notes.names.services();
    }

    /** Returns the clusters that the metric's dimensions name in letters. */
    public List<Sourced<String>> namedClusters() {
        return notes.names.clusters();
    }

    /** Returns the services that the runbook knows: those of its front matter, then those of its table, each once. */
    public List<String> knownServices() {
        return Stream.concat(
                        notes.names.frontMatter().stream(),
                        team.services().stream().map(ServiceRule::service))
                .distinct()
                .toList();
    }

    public Checks checks() {
        return checks;
    }

    /** Returns the pre-rollback checklist, in the runbook's order. */
    public List<ChecklistLine> checklist() {
        return team.checklist();
    }

    public List<FollowUpRule> followUps() {
        return team.followUps();
    }

    public Optional<Sourced<String>> channel() {
        return Optional.ofNullable(team.channel());
    }

    /**
     * Returns the table's row for {@code service}, in whatever case it is written there, of several the one with the highest risk;
     * empty where the table lacks it.
     */
    public Optional<ServiceRule> rule(String service) {
        return team.services().stream()
                .filter(r -> r.service().equalsIgnoreCase(service))
                .max(Comparator.comparing(ServiceRule::risk));
    }

    /** Returns how long before an incident a deployment can be its cause. */
    public Sourced<Duration> suspectWindow() {
        return suspectWindow;
    }

    public List<Deviation> deviations() {
        return script.deviations();
    }

    /** Returns what is doubtful of the runbook, in its order. */
    public List<String> warnings() {
        return notes.warnings;
    }

    /** Returns why the runbook was chosen; empty where it was named. */
    public Optional<String> chosen() {
        return Optional.ofNullable(notes.chosen);
    }

    public ScriptLines scriptLines() {
        return script.lines();
    }
}
