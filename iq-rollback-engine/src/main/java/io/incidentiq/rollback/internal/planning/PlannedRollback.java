package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Levels;
import io.incidentiq.rollback.NamedValue;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.TextStyle;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.history.RevertedReleases;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.rule.MigrationRule;
import io.incidentiq.rollback.internal.rule.OngoingRule;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plan as the engine carries it: what a caller sees, and what is checked again before the write. Immutable. */
public final class PlannedRollback implements RollbackPlan {
    private final Settings settings;
    private final Instant plannedAt;
    private final Chosen choice;
    private final Seen world;
    private final List<Gate> gates;
    private final @Nullable Ending refusal;
    private final int reads;
    /** Which engine looked at the service; null while none said so. */
    private final @Nullable Object engine;

    /** What was chosen; parts that could not be are null. */
    record Chosen(
            @Nullable Suspect suspect,
            @Nullable Target target,
            List<Rejected> rejected,
            @Nullable Action action,
            @Nullable MeasuredLevels levels,
            Recheck recheck) {
        static final Chosen NOTHING = Chosen.none(null, List.of());

        Chosen {
            rejected = List.copyOf(rejected);
        }

        static Chosen none(@Nullable Suspect suspect, List<Rejected> rejected) {
            return new Chosen(suspect, null, rejected, null, null, Recheck.NOTHING);
        }

        /** Returns a copy for a platform that is on its way elsewhere: {@code own} is what should run once it is done. */
        Chosen insteadOf(@Nullable Target own) {
            return new Chosen(suspect, own, rejected, null, null, recheck);
        }

        /** Returns whether the same deployment is undone, and the same revision returned to. */
        boolean sameAs(Chosen other) {
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
    record Seen(
            @Nullable Situation situation,
            @Nullable Instant seenAt,
            Set<DeploymentId> deployments,
            @Nullable Instant servingSince,
            @Nullable HealthAnswer health,
            Deployer deployer,
            List<String> warnings,
            KeptEvidence evidence) {
        Seen {
            deployments = Set.copyOf(deployments);
            warnings = List.copyOf(warnings);
        }

        Seen with(String warning) {
            var more = new ArrayList<>(warnings);
            more.add(warning);
            return new Seen(situation, seenAt, deployments, servingSince, health, deployer, more, evidence);
        }

        /** Returns a copy on which nothing is written before another look. */
        Seen unseen() {
            return new Seen(situation, null, deployments, servingSince, health, deployer, warnings, evidence);
        }

        Seen keeping(KeptEvidence kept) {
            return new Seen(situation, seenAt, deployments, servingSince, health, deployer, warnings, kept);
        }
    }

    PlannedRollback(
            Settings settings,
            Instant plannedAt,
            Chosen choice,
            Seen world,
            List<Gate> gates,
            @Nullable Ending refusal) {
        this.settings = settings;
        this.plannedAt = plannedAt;
        this.choice = choice;
        this.world = world;
        this.gates = List.copyOf(gates);
        this.refusal = refusal;
        this.reads = 0;
        this.engine = null;
    }

    private PlannedRollback(PlannedRollback plan, Seen world, List<Gate> gates, int reads, @Nullable Object engine) {
        this.settings = plan.settings;
        this.plannedAt = plan.plannedAt;
        this.choice = plan.choice;
        this.world = world;
        this.gates = List.copyOf(gates);
        this.refusal = plan.refusal;
        this.reads = reads;
        this.engine = engine;
    }

    /** Returns a plan that cannot be carried out because the platform didn't answer. */
    public static PlannedRollback unanswered(Settings settings, Instant at, Ending ending) {
        return new PlannedRollback(
                settings,
                at,
                Chosen.NOTHING,
                new Seen(null, null, Set.of(), null, null, Deployer.UNSEEN, List.of(), KeptEvidence.NONE),
                List.of(),
                ending);
    }

    @Override
    public PlannedRollback confirm(String gate, String by, String note) {
        return with(new Statement(gate, by, note, false));
    }

    @Override
    public PlannedRollback override(String gate, String by, String note) {
        return with(new Statement(gate, by, note, true));
    }

    /** Returns whether this is {@code other} with what people stated about its gates. */
    @SuppressWarnings("ReferenceEquality") // a copy shares what was decided
    public boolean isSameBut(PlannedRollback other) {
        return choice == other.choice && plannedAt.equals(other.plannedAt) && settings == other.settings;
    }

    /**
     * Returns this plan with what people stated about the gates of {@code earlier}, as far as it still fits; nothing of it fits a plan
     * with another suspect or target.
     */
    public PlannedRollback withStatementsOf(PlannedRollback earlier) {
        if (!choice.sameAs(earlier.choice)) {
            return this;
        }
        PlannedRollback result = this;
        for (Gate before : earlier.gates) {
            Optional<Statement> said = before.statement();
            Optional<Gate> now = gate(before.id());
            boolean fits = said.isPresent()
                    && now.isPresent()
                    && GateTransitions.takes(now.get(), said.get())
                    && (!said.get().override() || now.get().evidence().equals(before.evidence()));
            result = fits ? result.with(said.get()) : result;
        }
        return result;
    }

    /**
     * A statement about a gate that is gone since is noted and changes nothing; none hides why a plan is refused.
     *
     * @throws GateRefusal if it can't be taken
     */
    PlannedRollback with(Statement statement) {
        Optional<Gate> gate = gate(statement.gate());
        if (refusal != null && (gate.isEmpty() || !GateTransitions.takes(gate.get(), statement))) {
            return this;
        }
        if (gate.isEmpty()) {
            if (GateIds.ALL.contains(statement.gate())) {
                return noted("%s said of %s is not needed: this plan has no such gate"
                        .formatted(statement.by(), statement.gate()));
            }
            throw new GateRefusal(
                    statement,
                    "%s: no such gate in this plan; it has %s"
                            .formatted(
                                    statement.gate(),
                                    gates.stream().map(Gate::id).collect(Collectors.joining(", "))),
                    null);
        }
        List<Gate> after = gates.stream()
                .map(g -> g.id().equals(statement.gate()) ? GateTransitions.after(g, statement) : g)
                .toList();
        return new PlannedRollback(this, world, after, reads, engine);
    }

    private PlannedRollback noted(String warning) {
        return new PlannedRollback(this, world.with(warning), gates, reads, engine);
    }

    /** Returns the plan with what was seen on the way to it. */
    PlannedRollback keeping(KeptEvidence kept) {
        return new PlannedRollback(this, world.keeping(kept), gates, reads, engine);
    }

    /** Returns what was seen on the way to the plan, as far as a report shows it. */
    public KeptEvidence evidence() {
        return world.evidence;
    }

    /** Returns the plan with the engine that looked at the service. */
    public PlannedRollback madeBy(Object planner) {
        return new PlannedRollback(this, world, gates, reads, planner);
    }

    /** Returns the plan for an engine to start: another one than its own may be somewhere else, and looks at the service first. */
    @SuppressWarnings("ReferenceEquality") // which engine, not what it is like
    public PlannedRollback startedBy(Object starter) {
        return engine == starter ? this : new PlannedRollback(this, world.unseen(), gates, reads, engine);
    }

    /** Returns the plan with how often the platform was asked for it. */
    public PlannedRollback withReads(int count) {
        return new PlannedRollback(this, world, gates, count, engine);
    }

    @Override
    public int reads() {
        return reads;
    }

    @Override
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

    public Settings settings() {
        return settings;
    }

    @Override
    public Instant plannedAt() {
        return plannedAt;
    }

    @Override
    public Optional<Suspect> suspect() {
        return Optional.ofNullable(choice.suspect);
    }

    @Override
    public Optional<Target> target() {
        return Optional.ofNullable(choice.target);
    }

    @Override
    public List<Rejected> rejected() {
        return choice.rejected;
    }

    @Override
    public Optional<Action> action() {
        return Optional.ofNullable(choice.action);
    }

    @Override
    public Optional<Levels> levels() {
        return measured().map(MeasuredLevels::levels);
    }

    /** Returns whether the window can decide; empty where requests aren't counted. */
    Optional<Prospect> prospect() {
        return measured().flatMap(m -> Prospect.of(settings, m));
    }

    /** Returns the levels with the values that they rest on. */
    public Optional<MeasuredLevels> measured() {
        return Optional.ofNullable(choice.levels);
    }

    @Override
    public RollbackProcedure procedure() {
        return settings.procedure();
    }

    @Override
    public RollbackRequest request() {
        return settings.request();
    }

    @Override
    public ServiceId service() {
        return settings.service();
    }

    @Override
    public Optional<Incident> incident() {
        return settings.incident();
    }

    @Override
    public Sourced<Duration> settle() {
        return settings.settle();
    }

    @Override
    public Sourced<Duration> window() {
        return settings.window();
    }

    @Override
    public Sourced<Duration> timeout() {
        return settings.timeout();
    }

    @Override
    public List<Gate> gates() {
        return gates;
    }

    @Override
    public List<Sourced<NamedValue>> values() {
        return settings.values();
    }

    @Override
    public List<Deviation> deviations() {
        return settings.procedure().deviations();
    }

    @Override
    public List<String> warnings() {
        return Stream.concat(settings.procedure().warnings().stream(), world.warnings.stream())
                .toList();
    }

    @Override
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
                .flatMap(asked -> gate(GateIds.NO_MIGRATIONS))
                .flatMap(g -> GateTransitions.worsened(g, item -> migrations.of(item, now)));
        return worse.or(() -> noLongerGoingOn(now, at)).map(g -> "%s got worse: %s".formatted(g.id(), g.evidence()));
    }

    private Optional<Gate> noLongerGoingOn(Facts now, Instant at) {
        OngoingRule ongoing = choice.recheck.ongoing;
        boolean told = ongoing != null
                && settings.measure().flatMap(m -> m.oldest(now)).isPresent();
        return told && ongoing != null
                ? gate(GateIds.INCIDENT_ONGOING)
                        .flatMap(g -> GateTransitions.worsened(g, item -> ongoing.of(item, now, at, world.health)))
                : Optional.empty();
    }

    /** Returns what the service runs, or is on its way to, if that is not the suspect's revision. */
    Optional<RevisionId> runsInstead() {
        return running()
                .filter(r -> suspect()
                        .filter(s -> s.revision().definition().equals(r))
                        .isEmpty());
    }

    @Override
    public Optional<RevisionId> running() {
        return situation().map(Situation::primary);
    }

    /** Returns what must not have changed at start; empty for a plan that never saw the service. */
    public Optional<Situation> situation() {
        return Optional.ofNullable(world.situation);
    }

    @Override
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

    @Override
    public String toText(int width) {
        TextStyle.requireWide(width);
        return PlanText.of(this, width);
    }

    @Override
    public String toJson() {
        return PlanJson.of(this);
    }

    @Override
    public String toString() {
        return toText(TextStyle.PLAIN.width());
    }
}
