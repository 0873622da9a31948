package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What will be done, why, and what stands in the way: complete before anything changes. Immutable; made by the engine. */
public final class RollbackPlan {
    private final Settings settings;
    private final Instant plannedAt;
    private final Choice choice;
    private final World world;
    private final List<Gate> gates;
    private final @Nullable Ending refusal;
    private final int reads;

    /** What was chosen; parts that could not be are null. */
    record Choice(
            @Nullable Suspect suspect,
            @Nullable Target target,
            List<Rejected> rejected,
            @Nullable Action action,
            @Nullable Levels levels,
            Recheck recheck) {
        static final Choice NOTHING = Choice.none(null, List.of());

        Choice {
            rejected = List.copyOf(rejected);
        }

        static Choice none(@Nullable Suspect suspect, List<Rejected> rejected) {
            return new Choice(suspect, null, rejected, null, null, Recheck.NOTHING);
        }

        /** Returns a copy for a platform that is on its way elsewhere: {@code own} is what should run once it is done. */
        Choice insteadOf(@Nullable Target own) {
            return new Choice(suspect, own, rejected, null, null, recheck);
        }

        /** Returns whether the same deployment is undone, and the same revision returned to. */
        boolean sameAs(Choice other) {
            return Objects.equals(suspected(), other.suspected()) && Objects.equals(returnsTo(), other.returnsTo());
        }

        private @Nullable DeploymentId suspected() {
            return suspect == null ? null : suspect.deployment().id();
        }

        private @Nullable RevisionId returnsTo() {
            return target == null ? null : target.revision();
        }
    }

    /**
     * What is asked again at the last look before the write.
     *
     * @param ongoing null where it doesn't matter whether the incident goes on
     */
    record Recheck(RevertedReleases undone, @Nullable OngoingRule ongoing) {
        static final Recheck NOTHING = new Recheck(RevertedReleases.NOTHING, null);
    }

    /** What the world looked like. */
    record World(
            @Nullable Situation situation,
            @Nullable Instant seenAt,
            Set<DeploymentId> deployments,
            @Nullable Instant servingSince,
            @Nullable HealthAnswer health,
            Deployer deployer,
            List<String> warnings) {
        World {
            deployments = Set.copyOf(deployments);
            warnings = List.copyOf(warnings);
        }
    }

    RollbackPlan(
            Settings settings,
            Instant plannedAt,
            Choice choice,
            World world,
            List<Gate> gates,
            @Nullable Ending refusal) {
        this.settings = settings;
        this.plannedAt = plannedAt;
        this.choice = choice;
        this.world = world;
        this.gates = List.copyOf(gates);
        this.refusal = refusal;
        this.reads = 0;
    }

    private RollbackPlan(RollbackPlan plan, List<Gate> gates, int reads) {
        this.settings = plan.settings;
        this.plannedAt = plan.plannedAt;
        this.choice = plan.choice;
        this.world = plan.world;
        this.gates = List.copyOf(gates);
        this.refusal = plan.refusal;
        this.reads = reads;
    }

    /** Returns a plan that cannot be carried out because the platform didn't answer. */
    public static RollbackPlan unanswered(Settings settings, Instant at, Ending ending) {
        return new RollbackPlan(
                settings,
                at,
                Choice.NOTHING,
                new World(null, null, Set.of(), null, null, Deployer.UNSEEN, List.of()),
                List.of(),
                ending);
    }

    /**
     * Returns the plan with a person's word that an OPEN gate holds. Confirming what passed changes nothing.
     *
     * @throws GateRefusal if the plan has no such gate, or evidence stands against it
     */
    public RollbackPlan confirm(String gate, String by, String note) {
        return with(new Statement(gate, by, note, false));
    }

    /**
     * Returns the plan with a person's decision to go on in spite of a BLOCKED gate.
     *
     * @throws GateRefusal if the plan has no such gate, it isn't BLOCKED, or nothing overrides it
     */
    public RollbackPlan override(String gate, String by, String note) {
        return with(new Statement(gate, by, note, true));
    }

    /**
     * Returns this plan with what people stated about the gates of {@code earlier}, as far as it still fits; nothing of it fits a plan
     * with another suspect or target.
     */
    public RollbackPlan withStatementsOf(RollbackPlan earlier) {
        if (!choice.sameAs(earlier.choice)) {
            return this;
        }
        RollbackPlan result = this;
        for (Gate before : earlier.gates) {
            Optional<Statement> said = before.statement();
            Optional<Gate> now = gate(before.id());
            boolean fits = said.isPresent() && now.isPresent() && now.get().takes(said.get());
            result = fits ? result.with(said.get()) : result;
        }
        return result;
    }

    /**
     * A statement about a gate that is gone since is noted and changes nothing; none hides why a plan is refused.
     *
     * @throws GateRefusal if it can't be taken
     */
    RollbackPlan with(Statement statement) {
        Optional<Gate> gate = gate(statement.gate());
        if (refusal != null && (gate.isEmpty() || !gate.get().takes(statement))) {
            return this;
        }
        if (gate.isEmpty()) {
            if (Gate.isKnown(statement.gate())) {
                return noted("%s said of %s is not needed: this plan has no such gate"
                        .formatted(statement.by(), statement.gate()));
            }
            throw new GateRefusal("%s: no such gate in this plan; it has %s"
                    .formatted(statement.gate(), gates.stream().map(Gate::id).collect(Collectors.joining(", "))));
        }
        List<Gate> after = gates.stream()
                .map(g -> g.id().equals(statement.gate()) ? g.after(statement) : g)
                .toList();
        return new RollbackPlan(this, after, reads);
    }

    private RollbackPlan noted(String warning) {
        var more = new ArrayList<>(world.warnings);
        more.add(warning);
        var changed = new World(
                world.situation,
                world.seenAt,
                world.deployments,
                world.servingSince,
                world.health,
                world.deployer,
                more);
        return new RollbackPlan(settings, plannedAt, choice, changed, gates, refusal).withReads(reads);
    }

    /** Returns the plan with how often the platform was asked for it. */
    public RollbackPlan withReads(int count) {
        return new RollbackPlan(this, gates, count);
    }

    /** Returns how often the platform was asked for it, retries included; the report of its rollback counts them too. */
    public int reads() {
        return reads;
    }

    /** Returns whether starting it would do something: nothing refuses it and no gate is in the way. */
    public boolean executable() {
        return ending().isEmpty();
    }

    /** Returns how a start would end at once; empty if it can go on. */
    public Optional<Ending> ending() {
        if (refusal != null) {
            return Optional.of(refusal);
        }
        Action action = choice.action;
        if (action != null && !action.writes()) {
            return Optional.empty();
        }
        List<Gate> closed = closedGates();
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        Gate only = closed.get(0);
        if (closed.size() == 1) {
            return Optional.of(new Ending(Outcome.REFUSED, only.reason(), only.id(), only.evidence()));
        }
        String detail = closed.stream().map(g -> g.id() + ": " + g.evidence()).collect(Collectors.joining("; "));
        return Optional.of(new Ending(Outcome.REFUSED, Reason.OPEN_GATES, detail));
    }

    /** Returns the gates that need a person, in the checklist's order. */
    public List<Gate> closedGates() {
        return gates.stream().filter(g -> g.status().closed()).toList();
    }

    /** Returns the options that open all closed gates, in one line; empty if none are closed or one can't be opened. */
    public String remedies() {
        List<Gate> closed = closedGates();
        boolean all = closed.stream().allMatch(g -> g.remedy().isPresent());
        return all ? closed.stream().flatMap(g -> g.remedy().stream()).collect(Collectors.joining(" ")) : "";
    }

    public Settings settings() {
        return settings;
    }

    public Instant plannedAt() {
        return plannedAt;
    }

    public Optional<Suspect> suspect() {
        return Optional.ofNullable(choice.suspect);
    }

    public Optional<Target> target() {
        return Optional.ofNullable(choice.target);
    }

    /** Returns the revisions that will not be the target, newest first. */
    public List<Rejected> rejected() {
        return choice.rejected;
    }

    public Optional<Action> action() {
        return Optional.ofNullable(choice.action);
    }

    public Optional<Levels> levels() {
        return Optional.ofNullable(choice.levels);
    }

    public List<Gate> gates() {
        return gates;
    }

    public Optional<Gate> gate(String id) {
        return gates.stream().filter(g -> g.id().equals(id)).findFirst();
    }

    /** Returns every value the rollback works with, and where it comes from. */
    public List<Sourced<Settings.NamedValue>> values() {
        return settings.values();
    }

    /** Returns where the engine does otherwise than the runbook's text. */
    public List<Deviation> deviations() {
        return settings.procedure().deviations();
    }

    /** Returns what a person should know: of the runbook, then of the platform. */
    public List<String> warnings() {
        return Stream.concat(settings.procedure().warnings().stream(), world.warnings.stream())
                .toList();
    }

    /** Returns what the health endpoint said; empty if there is none, or it was not answered. */
    public Optional<HealthAnswer> health() {
        return Optional.ofNullable(world.health);
    }

    /** Returns what can make a gate worse by the time of the start, to be asked again then; empty where nothing can. */
    public Optional<Query.Migrations> inspection() {
        boolean writes = action().filter(Action::writes).isPresent();
        Set<RevisionId> undone = choice.recheck.undone.revisions();
        return writes && !undone.isEmpty()
                ? Optional.of(new Query.Migrations(settings.service(), undone))
                : Optional.empty();
    }

    /** Returns what tells whether the incident goes on, to be asked again before the write; empty where it doesn't matter. */
    public Set<Query> symptoms(Instant at) {
        OngoingRule ongoing = choice.recheck.ongoing;
        return ongoing == null ? Set.of() : ongoing.reads(at);
    }

    /** Returns the gate that got worse since planning, by what {@code now} has learnt; empty while none has, or nothing was learnt. */
    public Optional<String> worsened(Facts now, Instant at) {
        var migrations = new MigrationRule(settings, choice.recheck.undone);
        Optional<Gate> worse = inspection()
                .filter(now::knows)
                .flatMap(asked -> gate(ChecklistLine.NO_MIGRATIONS))
                .flatMap(g -> g.worsened(item -> migrations.of(item, now)));
        return worse.or(() -> noLongerGoingOn(now, at)).map(g -> "%s got worse: %s".formatted(g.id(), g.evidence()));
    }

    private Optional<Gate> noLongerGoingOn(Facts now, Instant at) {
        OngoingRule ongoing = choice.recheck.ongoing;
        boolean told =
                ongoing != null && settings.metric().flatMap(now::oldestPoint).isPresent();
        return told && ongoing != null
                ? gate(Gate.INCIDENT_ONGOING).flatMap(g -> g.worsened(item -> ongoing.of(item, now, at, world.health)))
                : Optional.empty();
    }

    /** Returns what the service runs, or is on its way to, if that is not the suspect's revision. */
    Optional<RevisionId> runsInstead() {
        return running()
                .filter(r -> suspect()
                        .filter(s -> s.revision().definition().equals(r))
                        .isEmpty());
    }

    /** Returns the revision that the service runs, or is on its way to; empty for a plan that never saw the service. */
    public Optional<RevisionId> running() {
        return situation().map(Situation::primary);
    }

    /** Returns what must not have changed at start; empty for a plan that never saw the service. */
    public Optional<Situation> situation() {
        return Optional.ofNullable(world.situation);
    }

    /** Returns where the service runs, and as whom the platform is asked: as configured, and as the platform's answer told. */
    public Place place() {
        return settings.place().seenAs(situation().map(Situation::place).orElse(Place.unknown()));
    }

    /** Returns who deploys the service. */
    public Deployer deployer() {
        return world.deployer;
    }

    /** Returns when the service was last looked at. */
    public Optional<Instant> seenAt() {
        return Optional.ofNullable(world.seenAt);
    }

    /** Returns every deployment known when the plan was made; anything else that appears later is new. */
    public Set<DeploymentId> knownDeployments() {
        return world.deployments;
    }

    /** Returns since when the target has been serving; empty unless it is what runs already. */
    public Optional<Instant> servingSince() {
        return Optional.ofNullable(world.servingSince);
    }

    /** Returns the plan as the table that a person reads. */
    @Override
    public String toString() {
        return PlanText.of(this);
    }
}
