package io.incidentiq.rollback;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller wants rolled back, and what they know. Immutable; what is left out comes from the runbook or a default. */
public final class RollbackRequest {
    /** The longest that a rollback waits for any one thing: what is written to be longer is a slip. */
    public static final Duration LONGEST_WAIT = Defaults.LONGEST_WAIT.duration();

    private final String service;
    private final Occasion occasion;
    private final Wishes wishes;
    private final List<Statement> statements;
    private final @Nullable Drill drill;

    private record Occasion(
            @Nullable Instant start, @Nullable Incident incident, String requestedBy, String reason) {}

    private record Named(
            @Nullable String cluster,
            @Nullable Culprit culprit,
            @Nullable String target,
            @Nullable String account) {}

    private record Culprit(String name, boolean commit) {}

    private record Judged(
            @Nullable URI healthUrl,
            Map<String, String> dimensions,
            @Nullable Direction worse,
            @Nullable Double maxErrorRate) {
        private Judged {
            dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        }
    }

    private record Limits(
            @Nullable Duration timeout,
            @Nullable Duration settle,
            @Nullable Duration pollInterval,
            WaitUntil waitUntil,
            boolean bestEffortNotice) {}

    private record Wishes(Named named, Judged judged, Limits limits) {}

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
            String service, Occasion occasion, Wishes wishes, List<Statement> statements, @Nullable Drill drill) {
        this.service = service;
        this.occasion = occasion;
        this.wishes = wishes;
        this.statements = List.copyOf(statements);
        this.drill = drill;
    }

    /** Returns a request that names a service and leaves all else to runbook and defaults. */
    public static RollbackRequest of(String service) {
        return new RollbackRequest(
                service,
                new Occasion(null, null, "unknown", ""),
                new Wishes(
                        new Named(null, null, null, null),
                        new Judged(null, Map.of(), null, null),
                        new Limits(null, null, null, WaitUntil.VERIFIED, false)),
                List.of(),
                null);
    }

    private RollbackRequest with(Occasion changed) {
        return new RollbackRequest(service, changed, wishes, statements, drill);
    }

    private RollbackRequest with(Named changed) {
        return with(new Wishes(changed, wishes.judged, wishes.limits));
    }

    private RollbackRequest with(Judged changed) {
        return with(new Wishes(wishes.named, changed, wishes.limits));
    }

    private RollbackRequest with(Limits changed) {
        return with(new Wishes(wishes.named, wishes.judged, changed));
    }

    private RollbackRequest with(Wishes changed) {
        return new RollbackRequest(service, occasion, changed, statements, drill);
    }

    /**
     * Sets when the incident began, over what an alarm says. Without either, only a single recent deployment can be the suspect.
     *
     * @throws IllegalArgumentException if it is before 1970
     */
    public RollbackRequest withIncidentStart(Instant start) {
        if (start.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("incident start: expected one since 1970, found " + start);
        }
        return with(new Occasion(start, occasion.incident, occasion.requestedBy, occasion.reason));
    }

    /**
     * Sets what an alarm says of the incident: its start, unless the caller states one. A plan for another service or cluster than those
     * that the alarm names has the gate {@code incident-elsewhere}, BLOCKED. One for another account or Region is refused.
     */
    public RollbackRequest withIncident(Incident incident) {
        return with(new Occasion(occasion.start, incident, occasion.requestedBy, occasion.reason));
    }

    /** Sets who asks, and why; both go into report and messages. */
    public RollbackRequest requestedBy(String who, String why) {
        return with(new Occasion(occasion.start, occasion.incident, who, why));
    }

    /** Sets the cluster, over the runbook's. */
    public RollbackRequest withCluster(String cluster) {
        return with(new Named(cluster, wishes.named.culprit, wishes.named.target, wishes.named.account));
    }

    /**
     * Sets the account that the service has to be in. In another one, or where the platform doesn't tell, nothing is written: the plan is
     * REFUSED {@code other-account}. By default every account will do.
     *
     * @throws IllegalArgumentException if {@code account} is blank
     */
    public RollbackRequest withExpectedAccount(String account) {
        if (account.isBlank()) {
            throw new IllegalArgumentException("expected account: expected an account's id, found a blank text");
        }
        return with(new Named(wishes.named.cluster, wishes.named.culprit, wishes.named.target, account));
    }

    /** Names the bad revision: {@code 42}, {@code family:42} or an ARN. Takes the place of a commit that was named. */
    public RollbackRequest withSuspect(String revision) {
        return with(new Named(
                wishes.named.cluster, new Culprit(revision, false), wishes.named.target, wishes.named.account));
    }

    /**
     * Names the bad release by the commit that it was built from, which an image tag, a container label or a tag of its definition
     * holds. Takes the place of a revision that was named.
     *
     * @throws IllegalArgumentException if {@code sha} isn't 7 to 64 hexadecimal digits
     */
    public RollbackRequest withSuspectCommit(String sha) {
        String digits = sha.strip().toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{7,64}")) {
            throw new IllegalArgumentException(
                    "suspect commit: expected 7 to 64 hexadecimal digits, found '%s'".formatted(sha));
        }
        return with(
                new Named(wishes.named.cluster, new Culprit(digits, true), wishes.named.target, wishes.named.account));
    }

    /**
     * Names the revision to return to, in the same forms as {@link #withSuspect}. Overrides the named; what speaks against it must be
     * overridden at the gate {@code target-identified}, and some of it can't be.
     */
    public RollbackRequest withTarget(String revision) {
        return with(new Named(wishes.named.cluster, wishes.named.culprit, revision, wishes.named.account));
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
        return with(new Judged(url, dimensions(), wishes.judged.worse, wishes.judged.maxErrorRate));
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
        var more = new LinkedHashMap<>(dimensions());
        more.put(name, value);
        return with(new Judged(wishes.judged.healthUrl, more, wishes.judged.worse, wishes.judged.maxErrorRate));
    }

    /** Sets on which side the runbook's metric gets worse; by default the alarm's comparison or the metric's name says so. */
    public RollbackRequest withWorse(Direction worse) {
        return with(new Judged(wishes.judged.healthUrl, dimensions(), worse, wishes.judged.maxErrorRate));
    }

    /**
     * Sets how long the target may take from the write to mitigated; 20 minutes by default.
     *
     * @throws IllegalArgumentException if it isn't positive, or more than 24 hours
     */
    public RollbackRequest withTimeout(Duration timeout) {
        return with(new Limits(
                positive("timeout", timeout),
                wishes.limits.settle,
                wishes.limits.pollInterval,
                wishes.limits.waitUntil,
                wishes.limits.bestEffortNotice));
    }

    /**
     * Sets how long nothing is judged after mitigation, over the runbook's; zero is allowed.
     *
     * @throws IllegalArgumentException if it is negative, or more than 24 hours
     */
    public RollbackRequest withSettle(Duration settle) {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("settle must be >= 0, found " + settle);
        }
        requireShort("settle", settle);
        return with(new Limits(
                wishes.limits.timeout,
                settle,
                wishes.limits.pollInterval,
                wishes.limits.waitUntil,
                wishes.limits.bestEffortNotice));
    }

    /**
     * Fixes the time between two looks at a rollout; 2 to 5 seconds by default.
     *
     * @throws IllegalArgumentException if it isn't positive, or more than 24 hours
     */
    public RollbackRequest withPollInterval(Duration interval) {
        return with(new Limits(
                wishes.limits.timeout,
                wishes.limits.settle,
                positive("pollInterval", interval),
                wishes.limits.waitUntil,
                wishes.limits.bestEffortNotice));
    }

    /**
     * Sets a value of the metric, in its own unit, that the mean after the rollback must not be worse than; none by default. It makes
     * the judgement stricter, never looser.
     */
    public RollbackRequest withMaxErrorRate(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("maxErrorRate must be a number >= 0, found " + rate);
        }
        return with(new Judged(wishes.judged.healthUrl, dimensions(), wishes.judged.worse, rate));
    }

    /** Makes a start message that can't be sent a warning; by default nothing is written unless the team was told. */
    public RollbackRequest withBestEffortNotice() {
        return with(new Limits(
                wishes.limits.timeout,
                wishes.limits.settle,
                wishes.limits.pollInterval,
                wishes.limits.waitUntil,
                true));
    }

    /** Sets how far the rollback is followed; {@link WaitUntil#VERIFIED} by default. */
    public RollbackRequest withWaitUntil(WaitUntil until) {
        return with(new Limits(
                wishes.limits.timeout,
                wishes.limits.settle,
                wishes.limits.pollInterval,
                until,
                wishes.limits.bestEffortNotice));
    }

    /** States something about a gate, before the plan is made. */
    public RollbackRequest with(Statement statement) {
        var more = new ArrayList<>(statements);
        more.add(statement);
        return new RollbackRequest(service, occasion, wishes, more, drill);
    }

    /** Returns the request without anything that people stated about gates. */
    public RollbackRequest withoutStatements() {
        return new RollbackRequest(service, occasion, wishes, List.of(), drill);
    }

    /** Marks a rehearsal. */
    public RollbackRequest withDrill(Drill mark) {
        return new RollbackRequest(service, occasion, wishes, statements, mark);
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, found %s".formatted(name, value));
        }
        requireShort(name, value);
        return value;
    }

    private static void requireShort(String name, Duration value) {
        if (value.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("%s must be at most %s, found %s".formatted(name, LONGEST_WAIT, value));
        }
    }

    public String service() {
        return service;
    }

    /** Returns what the alarm says; empty where the request has none. */
    public Optional<Incident> incident() {
        return Optional.ofNullable(occasion.incident);
    }

    /** Returns the caller's, else the alarm's, else the drill's. */
    public Optional<Instant> incidentStart() {
        return sourcedIncidentStart().map(Sourced::value);
    }

    /** Returns {@link #incidentStart} with where it comes from. */
    public Optional<Sourced<Instant>> sourcedIncidentStart() {
        return Optional.ofNullable(occasion.start)
                .map(Sourced::byRequest)
                .or(this::alarmedStart)
                .or(() -> drill().map(Drill::incidentStart).map(value -> new Sourced<>(value, Source.DRILL)));
    }

    private Optional<Sourced<Instant>> alarmedStart() {
        return incident().flatMap(Incident::sourcedStart);
    }

    /** Returns the alarm that the start is taken from; empty where it comes from elsewhere, or there is none. */
    public Optional<Incident> startingIncident() {
        return occasion.start == null ? incident().filter(i -> i.start().isPresent()) : Optional.empty();
    }

    public String requestedBy() {
        return occasion.requestedBy;
    }

    public String reason() {
        return occasion.reason;
    }

    public Optional<String> cluster() {
        return Optional.ofNullable(wishes.named.cluster);
    }

    /** Returns the account that the service has to be in; empty where every account will do. */
    public Optional<String> expectedAccount() {
        return Optional.ofNullable(wishes.named.account);
    }

    /** Returns the revision that the caller names as bad. */
    public Optional<String> suspect() {
        return Optional.ofNullable(wishes.named.culprit).filter(c -> !c.commit).map(Culprit::name);
    }

    /** Returns the commit that the caller names as bad, in lower case. */
    public Optional<String> suspectCommit() {
        return Optional.ofNullable(wishes.named.culprit).filter(Culprit::commit).map(Culprit::name);
    }

    public Optional<String> target() {
        return Optional.ofNullable(wishes.named.target);
    }

    /** Returns what is added to the dimensions of the runbook's metric; empty by default. */
    public Map<String, String> dimensions() {
        return wishes.judged.dimensions;
    }

    /** Returns the endpoint that the caller names; a drill's only stands in for a runbook's and is not among it. */
    public Optional<URI> healthUrl() {
        return Optional.ofNullable(wishes.judged.healthUrl);
    }

    public Optional<Duration> timeout() {
        return Optional.ofNullable(wishes.limits.timeout);
    }

    public Optional<Duration> settle() {
        return Optional.ofNullable(wishes.limits.settle);
    }

    public Optional<Duration> pollInterval() {
        return Optional.ofNullable(wishes.limits.pollInterval);
    }

    public Optional<Double> maxErrorRate() {
        return Optional.ofNullable(wishes.judged.maxErrorRate);
    }

    /** Returns the side on which the caller says that the metric gets worse. */
    public Optional<Direction> worse() {
        return Optional.ofNullable(wishes.judged.worse);
    }

    /** Returns whether a start message that can't be sent is only a warning. */
    public boolean bestEffortNotice() {
        return wishes.limits.bestEffortNotice;
    }

    public WaitUntil waitUntil() {
        return wishes.limits.waitUntil;
    }

    public List<Statement> statements() {
        return statements;
    }

    public Optional<Drill> drill() {
        return Optional.ofNullable(drill);
    }
}
