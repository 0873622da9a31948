package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.HistoryScope;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.rule.RunbookElsewhere;
import io.incidentiq.rollback.internal.rule.TargetRule;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a plan needs to know, in as few rounds as possible, and makes the plan. A fold: {@link #next} says what to ask from
 * what is known, {@link #learn} takes the answers. Three rounds where the platform has a history; five where it has none.
 */
public final class Planning {
    private static final Query.Handler<Boolean> ESSENTIAL = new Essential();
    private static final Duration HISTORY = Defaults.HISTORY.duration();
    private static final int TRIES_OF_THE_OPTIONAL = Defaults.OPTIONAL_TRIES.count();

    /** How long metric, health and migrations may hold up a plan, together; then they are unknown. */
    public static final Duration OPTIONAL_LIMIT = Defaults.OPTIONAL_LIMIT.duration();

    /** How long nobody is looked for who isn't there: a wrong Region or a dead endpoint doesn't mend itself. */
    private static final Duration UNREACHABLE_LIMIT = Defaults.UNREACHABLE_LIMIT.duration();

    /** How often service and history are read again while they show different deployments. */
    private static final int STRADDLING_READS = Defaults.STRADDLING_READS.count();

    private final Settings settings;
    private final Duration optionalLimit;
    private final Duration unreachableLimit;
    private final Instant startedAt;
    private final boolean notifierReachesPeople;
    private final Facts facts = new Facts();
    private final Map<Query, Integer> failures = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Query.ServiceRevisions> revisionsAsked = new ArrayList<>();
    private @Nullable Set<DeploymentId> unclear;
    private @Nullable Ending failed;
    private String lastTrouble = "";
    private boolean sawServiceLate;
    private boolean failedLastRound;
    private boolean wasReached;
    private int readAgain;
    private Instant askedAt = Instant.MIN;
    private Instant optionalSince = Instant.MAX;

    public Planning(Settings settings, Instant startedAt, boolean notifierReachesPeople) {
        this(settings, startedAt, notifierReachesPeople, 1);
    }

    /** @param pace how many times as fast as real time the clock runs */
    public Planning(Settings settings, Instant startedAt, boolean notifierReachesPeople, double pace) {
        this.optionalLimit = Duration.ofMillis((long) (OPTIONAL_LIMIT.toMillis() * pace));
        this.unreachableLimit = Duration.ofMillis((long) (UNREACHABLE_LIMIT.toMillis() * pace));
        this.settings = settings;
        this.startedAt = startedAt;
        this.notifierReachesPeople = notifierReachesPeople;
    }

    /** Takes in one answer. */
    public void learn(Instant at, Query query, Answer answer) {
        facts.learn(at, query, answer);
        if (answer instanceof Answer.Failed failure) {
            failedLastRound = true;
            lastTrouble = "; last: " + failure.message();
            int times = failures.merge(query, 1, Integer::sum);
            boolean essential = isEssential(query);
            if (essential && !failure.retryable()) {
                failed = ending(failure);
            } else if (!essential && (times == TRIES_OF_THE_OPTIONAL || !failure.retryable() || isTooSlow(at))) {
                failures.put(query, TRIES_OF_THE_OPTIONAL);
                warnings.add(failure.message());
            }
            boolean nobodyThere = failure.unreachable() && !wasReached && at.isAfter(startedAt.plus(unreachableLimit));
            if ((at.isAfter(deadline()) || (essential && nobodyThere)) && failed == null) {
                failed = ending(failure);
            }
        } else if (query instanceof Query.ServiceNow || query instanceof Query.History) {
            wasReached = true;
        }
    }

    /** One that took all the time there is for it, or comes when all that is essential has been known for as long. */
    private boolean isTooSlow(Instant at) {
        return !at.isBefore(askedAt.plus(optionalLimit)) || !optionalSince.isAfter(at.minus(optionalLimit));
    }

    /** Returns how long to wait before the next round: nothing, or, after a failed read, a little more each time. */
    public Duration pause() {
        if (readAgain > 0 && straddles()) {
            return Duration.ofSeconds(1);
        }
        int worst = failures.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean wait = failedLastRound;
        failedLastRound = false;
        return wait ? Duration.ofMillis(Math.min(2_000, 200L << Math.min(worst, 5))) : Duration.ZERO;
    }

    /** Returns until when a plan must be there. */
    public Instant deadline() {
        return startedAt.plus(Settings.PLANNING_LIMIT);
    }

    /** Returns what to ask next, all at the same time; empty when the plan can be made. */
    public List<Query> next(Instant now) {
        if (failed != null) {
            return List.of();
        }
        if (now.isAfter(deadline())) {
            failed = new Ending(
                    Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, "no complete picture within 60 s" + lastTrouble);
            return List.of();
        }
        askedAt = now;
        if (straddles()) {
            return readAgain();
        }
        boolean nothingThere = facts.knows(new Query.ServiceNow(settings.service()))
                && facts.snapshot().isEmpty();
        List<Query> open = needed().stream()
                .filter(this::unanswered)
                .filter(query -> !nothingThere || isEssential(query) || query instanceof Query.Neighbours)
                .toList();
        optionalSince =
                open.stream().anyMatch(Planning::isEssential) || optionalSince.isBefore(now) ? optionalSince : now;
        boolean lastRound = open.stream().anyMatch(q -> q instanceof Query.Definitions);
        if (lastRound && !sawServiceLate) {
            sawServiceLate = true;
            var withFreshLook = new ArrayList<>(open);
            withFreshLook.add(new Query.ServiceNow(settings.service()));
            return withFreshLook;
        }
        return open;
    }

    /** The service shows a deployment that the history, read beside it, doesn't know: the two reads straddle a change. */
    private boolean straddles() {
        return facts.knows(history()) && Timeline.newerThanHistory(facts) && readAgain < STRADDLING_READS;
    }

    private List<Query> readAgain() {
        readAgain++;
        failedLastRound = false;
        List<Query> both = List.of(new Query.ServiceNow(settings.service()), history());
        both.forEach(facts::askAgain);
        return both;
    }

    private Query.History history() {
        return new Query.History(settings.service(), startedAt.minus(HISTORY));
    }

    /** Returns the plan that follows from what is known. */
    public PlannedRollback plan(Instant now) {
        if (failed != null) {
            return PlannedRollback.unanswered(settings, now, failed);
        }
        return stated(judged(now), settings.request().statements());
    }

    /** Judges by the first measure that shows the incident; where none does, by the first. */
    private PlannedRollback judged(Instant now) {
        PlannedRollback first = null;
        Timeline timeline = Timeline.of(facts);
        for (Settings measured : Measures.of(settings, facts)) {
            var judgement = new Judgement(new Evidence(facts, timeline, measured, now), warnings);
            PlannedRollback plan = judgement.plan(notifierReachesPeople);
            if (judgement.visibility() == Visibility.VISIBLE) {
                return plan;
            }
            first = first == null ? plan : first;
        }
        return Objects.requireNonNull(first);
    }

    private static PlannedRollback stated(PlannedRollback plan, List<Statement> statements) {
        PlannedRollback result = plan;
        for (Statement statement : statements) {
            result = result.gates().isEmpty() ? result : result.with(statement);
        }
        return result;
    }

    private boolean unanswered(Query query) {
        return !facts.knows(query)
                && failures.getOrDefault(query, 0) < (isEssential(query) ? Integer.MAX_VALUE : TRIES_OF_THE_OPTIONAL);
    }

    /** Returns whether there is no plan without its answer. */
    public static boolean isEssential(Query query) {
        return query.accept(ESSENTIAL);
    }

    private Ending ending(Answer.Failed failure) {
        return switch (failure.kind()) {
            case DENIED -> new Ending(Outcome.FAILED, Reason.PROVIDER_DENIED, failure.message());
            case NOT_FOUND -> new Ending(Outcome.REFUSED, Reason.UNKNOWN_CLUSTER, failure.message());
            default -> new Ending(Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, failure.message());
        };
    }

    private Set<Query> needed() {
        ServiceId service = settings.service();
        var needed = new LinkedHashSet<Query>();
        needed.add(new Query.ServiceNow(service));
        var history = history();
        needed.add(history);
        needed.add(new Query.Marks(service));
        settings.measure()
                .ifPresent(m -> needed.add(m.read(settings.metricFrom(startedAt), settings.floor(startedAt))));
        settings.healthUrl().ifPresent(u -> needed.add(new Query.Health(u.value())));
        new RunbookElsewhere(settings).reads().ifPresent(needed::add);
        Measures.counted(facts)
                .ifPresent(c -> needed.add(c.read(settings.metricFrom(startedAt), settings.floor(startedAt))));
        if (facts.knows(history) && facts.snapshot().isPresent()) {
            addWhatRan(needed);
        }
        return needed;
    }

    private void addWhatRan(Set<Query> needed) {
        var reach = new HistoryScope(facts, settings);
        var round = closerLook();
        round.addAll(revisionsOf(reach.serviceRevisions()));
        needed.addAll(round);
        if (!round.stream().allMatch(facts::knows)) {
            return;
        }
        addDefinitions(needed, reach.definitions());
        if (reachesBeyondHistory()) {
            addOlderRevisions(needed);
        }
    }

    /** The history may leave out what the platform returned to; what goes on may have changed that by now. Asked once each. */
    private Set<Query> closerLook() {
        if (unclear == null) {
            unclear = new HistoryScope(facts, settings).unclear();
        }
        var queries = new LinkedHashSet<Query>();
        if (!unclear.isEmpty()) {
            queries.add(new Query.Deployments(settings.service(), unclear));
        }
        return queries;
    }

    /** Asks for each id once, however many there are to come. */
    private Set<Query> revisionsOf(Set<ServiceRevisionId> ids) {
        var unasked = new LinkedHashSet<>(ids);
        revisionsAsked.forEach(q -> unasked.removeAll(q.ids()));
        if (!unasked.isEmpty()) {
            revisionsAsked.add(new Query.ServiceRevisions(unasked));
        }
        return new LinkedHashSet<>(revisionsAsked);
    }

    private void addDefinitions(Set<Query> needed, Set<RevisionId> ids) {
        if (!ids.isEmpty()) {
            needed.add(new Query.Definitions(ids));
            needed.add(new Query.Migrations(settings.service(), ids));
        }
    }

    private boolean reachesBeyondHistory() {
        long successes = facts.history().deployments().stream()
                .filter(d -> d.succeededWith() != null)
                .count();
        return facts.serviceIsOlderThanHistory() && successes < 2;
    }

    private void addOlderRevisions(Set<Query> needed) {
        Optional<Rollout> primary = facts.snapshot().flatMap(s -> s.primary());
        if (primary.isEmpty()) {
            return;
        }
        var active = new Query.ActiveRevisions(primary.get().definition().family(), TargetRule.CONSIDERED);
        needed.add(active);
        if (facts.knows(active)) {
            var ids = new LinkedHashSet<>(facts.proven());
            ids.addAll(facts.activeRevisions());
            addDefinitions(needed, ids);
        }
    }

    /** Metric, health, migrations and neighbours are worth knowing; without the rest there is no plan. */
    private static final class Essential implements Query.Handler<Boolean> {
        @Override
        public Boolean service(Query.ServiceNow query) {
            return true;
        }

        @Override
        public Boolean neighbours(Query.Neighbours query) {
            return false;
        }

        @Override
        public Boolean history(Query.History query) {
            return true;
        }

        @Override
        public Boolean deployments(Query.Deployments query) {
            return true;
        }

        @Override
        public Boolean serviceRevisions(Query.ServiceRevisions query) {
            return true;
        }

        @Override
        public Boolean definitions(Query.Definitions query) {
            return true;
        }

        @Override
        public Boolean activeRevisions(Query.ActiveRevisions query) {
            return true;
        }

        @Override
        public Boolean failures(Query.Failures query) {
            return false;
        }

        @Override
        public Boolean metric(Query.Metric query) {
            return false;
        }

        @Override
        public Boolean health(Query.Health query) {
            return false;
        }

        @Override
        public Boolean migrations(Query.Migrations query) {
            return false;
        }

        @Override
        public Boolean marks(Query.Marks query) {
            return true;
        }
    }
}
