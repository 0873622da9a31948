package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller wants rolled back, and what they know. Immutable; what is left out comes from the runbook or a default. */
public final class RollbackRequest {
    private final String service;
    private final Incident incident;
    private final Choice choice;
    private final Limits limits;
    private final List<Statement> statements;
    private final @Nullable Drill drill;

    private record Incident(@Nullable Instant start, String requestedBy, String reason) {}

    private record Choice(
            @Nullable String cluster,
            @Nullable String suspect,
            @Nullable String target,
            @Nullable URI healthUrl,
            Map<String, String> dimensions) {
        private Choice {
            dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        }
    }

    private record Limits(
            @Nullable Duration timeout,
            @Nullable Duration settle,
            @Nullable Duration pollInterval,
            @Nullable Double maxErrorRate,
            WaitUntil waitUntil) {}

    /**
     * Marks a rehearsal, in reports and messages, and tells what its world says where the caller says nothing.
     *
     * @param incidentStart null where nobody in the drill states one
     * @param healthUrl what answers in place of the runbook's health endpoint; null where nothing does
     */
    public record Drill(
            String scenario,
            long seed,
            @Nullable Instant incidentStart,
            @Nullable URI healthUrl) {
        /** Marks a rehearsal whose world says nothing. */
        public Drill(String scenario, long seed) {
            this(scenario, seed, null, null);
        }

        /** Returns {@code DRILL bad-deploy, seed 1}. */
        @Override
        public String toString() {
            return "DRILL %s, seed %d".formatted(scenario, seed);
        }
    }

    private RollbackRequest(
            String service,
            Incident incident,
            Choice choice,
            Limits limits,
            List<Statement> statements,
            @Nullable Drill drill) {
        this.service = service;
        this.incident = incident;
        this.choice = choice;
        this.limits = limits;
        this.statements = List.copyOf(statements);
        this.drill = drill;
    }

    /** Returns a request that names a service and leaves all else to runbook and defaults. */
    public static RollbackRequest of(String service) {
        return new RollbackRequest(
                service,
                new Incident(null, "unknown", ""),
                new Choice(null, null, null, null, Map.of()),
                new Limits(null, null, null, null, WaitUntil.VERIFIED),
                List.of(),
                null);
    }

    private RollbackRequest with(Incident changed) {
        return new RollbackRequest(service, changed, choice, limits, statements, drill);
    }

    private RollbackRequest with(Choice changed) {
        return new RollbackRequest(service, incident, changed, limits, statements, drill);
    }

    private RollbackRequest with(Limits changed) {
        return new RollbackRequest(service, incident, choice, changed, statements, drill);
    }

    /** Sets when the incident began. Without it, only a single recent deployment can be the suspect. */
    public RollbackRequest withIncidentStart(Instant start) {
        return with(new Incident(start, incident.requestedBy, incident.reason));
    }

    /** Sets who asks, and why; both go into report and messages. */
    public RollbackRequest requestedBy(String who, String why) {
        return with(new Incident(incident.start, who, why));
    }

    /** Sets the cluster, over the runbook's. */
    public RollbackRequest withCluster(String cluster) {
        return with(new Choice(cluster, choice.suspect, choice.target, choice.healthUrl, choice.dimensions));
    }

    /** Names the bad revision: {@code 42}, {@code family:42} or an ARN. */
    public RollbackRequest withSuspect(String revision) {
        return with(new Choice(choice.cluster, revision, choice.target, choice.healthUrl, choice.dimensions));
    }

    /** Names the revision to return to, in the same forms. Overrides the choice, not the checks. */
    public RollbackRequest withTarget(String revision) {
        return with(new Choice(choice.cluster, choice.suspect, revision, choice.healthUrl, choice.dimensions));
    }

    /**
     * Sets the health endpoint, over the runbook's. What its query says is asked, but neither shown nor stored.
     *
     * @throws IllegalArgumentException if it holds a user or a password
     */
    public RollbackRequest withHealthUrl(URI url) {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "health address: expected none with a user or a password, which are not sent; leave them out");
        }
        return with(new Choice(choice.cluster, choice.suspect, choice.target, url, choice.dimensions));
    }

    /**
     * Adds a dimension to the runbook's metric, or replaces the one of that name; a second call adds a second one.
     *
     * @throws IllegalArgumentException if name or value is blank
     */
    public RollbackRequest withDimension(String name, String value) {
        if (name.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException(
                    "a dimension needs a name and a value, found '%s=%s'".formatted(name, value));
        }
        var more = new LinkedHashMap<>(choice.dimensions);
        more.put(name, value);
        return with(new Choice(choice.cluster, choice.suspect, choice.target, choice.healthUrl, more));
    }

    /** Sets how long the target may take from the write to mitigated; 20 minutes by default. */
    public RollbackRequest withTimeout(Duration timeout) {
        return with(new Limits(
                positive("timeout", timeout),
                limits.settle,
                limits.pollInterval,
                limits.maxErrorRate,
                limits.waitUntil));
    }

    /** Sets how long nothing is judged after mitigation, over the runbook's; zero is allowed. */
    public RollbackRequest withSettle(Duration settle) {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("settle must be >= 0, found " + settle);
        }
        return with(new Limits(limits.timeout, settle, limits.pollInterval, limits.maxErrorRate, limits.waitUntil));
    }

    /** Fixes the time between two looks at a rollout; 2 to 5 seconds by default. */
    public RollbackRequest withPollInterval(Duration interval) {
        return with(new Limits(
                limits.timeout,
                limits.settle,
                positive("pollInterval", interval),
                limits.maxErrorRate,
                limits.waitUntil));
    }

    /** Sets a value of the metric, in its own unit, that the mean after the rollback must not exceed; none by default. */
    public RollbackRequest withMaxErrorRate(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("maxErrorRate must be a number >= 0, found " + rate);
        }
        return with(new Limits(limits.timeout, limits.settle, limits.pollInterval, rate, limits.waitUntil));
    }

    /** Sets how far the rollback is followed; {@link WaitUntil#VERIFIED} by default. */
    public RollbackRequest withWaitUntil(WaitUntil until) {
        return with(new Limits(limits.timeout, limits.settle, limits.pollInterval, limits.maxErrorRate, until));
    }

    /** States something about a gate, before the plan is made. */
    public RollbackRequest with(Statement statement) {
        var more = new ArrayList<>(statements);
        more.add(statement);
        return new RollbackRequest(service, incident, choice, limits, more, drill);
    }

    /** Returns the request without anything that people stated about gates. */
    public RollbackRequest withoutStatements() {
        return new RollbackRequest(service, incident, choice, limits, List.of(), drill);
    }

    /** Marks a rehearsal. */
    public RollbackRequest withDrill(Drill mark) {
        return new RollbackRequest(service, incident, choice, limits, statements, mark);
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, found %s".formatted(name, value));
        }
        return value;
    }

    public String service() {
        return service;
    }

    /** Returns the caller's, else the drill's. */
    public Optional<Instant> incidentStart() {
        return statedIncidentStart().map(Sourced::value);
    }

    Optional<Sourced<Instant>> statedIncidentStart() {
        return stated(incident.start, drill == null ? null : drill.incidentStart());
    }

    private static <T> Optional<Sourced<T>> stated(@Nullable T byCaller, @Nullable T byDrill) {
        return byCaller != null
                ? Optional.of(Sourced.byRequest(byCaller))
                : Optional.ofNullable(byDrill).map(value -> new Sourced<>(value, Source.DRILL));
    }

    public String requestedBy() {
        return incident.requestedBy;
    }

    public String reason() {
        return incident.reason;
    }

    public Optional<String> cluster() {
        return Optional.ofNullable(choice.cluster);
    }

    public Optional<String> suspect() {
        return Optional.ofNullable(choice.suspect);
    }

    public Optional<String> target() {
        return Optional.ofNullable(choice.target);
    }

    /** Returns what is added to the dimensions of the runbook's metric; empty by default. */
    public Map<String, String> dimensions() {
        return choice.dimensions;
    }

    /** Returns the endpoint that the caller names; a drill's only stands in for a runbook's and is not among it. */
    public Optional<URI> healthUrl() {
        return Optional.ofNullable(choice.healthUrl);
    }

    public Optional<Duration> timeout() {
        return Optional.ofNullable(limits.timeout);
    }

    public Optional<Duration> settle() {
        return Optional.ofNullable(limits.settle);
    }

    public Optional<Duration> pollInterval() {
        return Optional.ofNullable(limits.pollInterval);
    }

    public Optional<Double> maxErrorRate() {
        return Optional.ofNullable(limits.maxErrorRate);
    }

    public WaitUntil waitUntil() {
        return limits.waitUntil;
    }

    public List<Statement> statements() {
        return statements;
    }

    public Optional<Drill> drill() {
        return Optional.ofNullable(drill);
    }
}
