package io.incidentiq.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drill: which revisions there are, what was deployed when, and what goes wrong. Times count back from the moment at which the
 * rollback is asked for, or from our write. Immutable; each {@code with} returns a copy.
 */
public final class Scenario {
    private final String name;
    private final String description;
    private final State state;

    private static final class State implements Cloneable {
        private List<Release> releases = List.of();
        private List<Past> past = List.of();
        private @Nullable Duration incidentAgo = Duration.ofMinutes(13);
        private Duration drain = Duration.ofSeconds(30);
        private boolean stuck;
        private @Nullable Duration revertedAfter;
        private @Nullable Duration crashAfterMitigation;
        private @Nullable Duration allBadSince;
        private @Nullable Otherwise other;
        private double throttledShare;
        private double lostShare;
        private boolean metricsStopAtWrite;
        private boolean sidecar;

        private State copy() {
            try {
                return (State) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** How a past deployment stands when the drill begins. */
    public enum PastState {
        SUCCESSFUL,
        /** One of three tasks has been replaced. */
        IN_PROGRESS,
        /** The platform is taking it back by itself. */
        ROLLING_BACK
    }

    /** A deployment made before the drill begins. */
    record Past(int number, Duration ago, PastState state) {}

    /** What a colleague deploys, and how long after our write. */
    record Otherwise(int number, Duration afterWrite) {}

    private Scenario(String name, String description, State state) {
        this.name = name;
        this.description = description;
        this.state = state;
    }

    /** Begins a drill: nothing is deployed yet, and the incident began 13 minutes ago. */
    public static Scenario create(String name, String description) {
        return new Scenario(name, description, new State());
    }

    /** Returns the built-in drill of this name. */
    public static Optional<Scenario> named(String name) {
        return all().stream().filter(s -> s.name.equals(name)).findFirst();
    }

    /** Returns the built-in drills. */
    public static List<Scenario> all() {
        return BuiltInScenarios.ALL;
    }

    /** Returns the names of the built-in drills. */
    public static List<String> names() {
        return all().stream().map(Scenario::name).toList();
    }

    private Scenario with(Consumer<State> change) {
        State copy = state.copy();
        change.accept(copy);
        return new Scenario(name, description, copy);
    }

    /** Returns the same world as another drill. */
    public Scenario named(String newName, String newDescription) {
        return new Scenario(newName, newDescription, state);
    }

    /** Adds a revision that was registered and never deployed, or replaces the one of the same number. */
    public Scenario registered(Release release) {
        return with(s -> {
            var all = new ArrayList<>(s.releases);
            all.removeIf(r -> r.number() == release.number());
            all.add(release);
            s.releases = List.copyOf(all);
        });
    }

    /** Adds a revision and its successful deployment. */
    public Scenario deployed(Release release, Duration ago) {
        return deployed(release, ago, PastState.SUCCESSFUL);
    }

    /** Adds a revision and a deployment of it. */
    public Scenario deployed(Release release, Duration ago, PastState how) {
        return registered(release).with(s -> {
            var all = new ArrayList<>(s.past);
            all.add(new Past(release.number(), ago, how));
            s.past = List.copyOf(all);
        });
    }

    /** Sets when the incident is said to have begun; null for a drill without a stated start. */
    public Scenario withIncident(@Nullable Duration ago) {
        return with(s -> s.incidentAgo = ago);
    }

    /** Sets how long old tasks stay after they stopped to serve; 30 seconds by default. */
    public Scenario withDrain(Duration drain) {
        return with(s -> s.drain = drain);
    }

    /** Lets no task of our deployment be placed. */
    public Scenario withTasksThatCannotBePlaced() {
        return with(s -> s.stuck = true);
    }

    /** Lets the circuit breaker throw our deployment back. */
    public Scenario withRevertAfter(Duration afterWrite) {
        return with(s -> s.revertedAfter = afterWrite);
    }

    /** Lets a task crash and recover once after the rollout has ended. */
    public Scenario withCrashAfter(Duration afterRollout) {
        return with(s -> s.crashAfterMitigation = afterRollout);
    }

    /** Lets every revision do badly since then. */
    public Scenario withEverythingBadSince(Duration ago) {
        return with(s -> s.allBadSince = ago);
    }

    /** Lets a colleague deploy {@code number} after our write. */
    public Scenario withForeignDeployment(int number, Duration afterWrite) {
        return with(s -> s.other = new Otherwise(number, afterWrite));
    }

    /** Throttles this share of calls, and loses the answer of the first write that gets through with this chance. */
    public Scenario withTrouble(double throttledShare, double lostShare) {
        return with(s -> {
            s.throttledShare = throttledShare;
            s.lostShare = lostShare;
        });
    }

    /** Lets the metric fall silent at our write. */
    public Scenario withoutMetricsAfterTheWrite() {
        return with(s -> s.metricsStopAtWrite = true);
    }

    /** Adds a second container whose {@code :stable} image is the same in every revision. */
    public Scenario withSidecar() {
        return with(s -> s.sidecar = true);
    }

    public String name() {
        return name;
    }

    /** Returns what happens, in a sentence. */
    public String description() {
        return description;
    }

    List<Release> releases() {
        return state.releases;
    }

    List<Past> past() {
        return state.past;
    }

    Optional<Duration> incidentAgo() {
        return Optional.ofNullable(state.incidentAgo);
    }

    Duration drain() {
        return state.drain;
    }

    boolean stuck() {
        return state.stuck;
    }

    Optional<Duration> revertedAfter() {
        return Optional.ofNullable(state.revertedAfter);
    }

    Optional<Duration> crashAfterRollout() {
        return Optional.ofNullable(state.crashAfterMitigation);
    }

    Optional<Duration> allBadSince() {
        return Optional.ofNullable(state.allBadSince);
    }

    Optional<Otherwise> foreignDeployment() {
        return Optional.ofNullable(state.other);
    }

    double throttledShare() {
        return state.throttledShare;
    }

    double lostShare() {
        return state.lostShare;
    }

    boolean metricsStopAtWrite() {
        return state.metricsStopAtWrite;
    }

    boolean sidecar() {
        return state.sidecar;
    }
}
