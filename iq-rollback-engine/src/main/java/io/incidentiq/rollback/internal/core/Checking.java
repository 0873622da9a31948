package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether an older plan still fits, before anything is done ({@code docs/judgement.md}, planning). */
final class Checking {
    private static final Duration FRESH = Defaults.FRESH.duration();

    private final PlannedRollback plan;
    private final Facts facts;
    private final List<String> warnings;
    private Instant startedAt = Instant.MIN;
    private Instant dueAt = Instant.MIN;
    private boolean inspectorSilent;
    private final Set<Query> unanswered = new HashSet<>();
    private @Nullable Ending ending;

    /** What could not be looked at again is added to {@code warnings}. */
    Checking(PlannedRollback plan, Facts facts, List<String> warnings) {
        this.plan = plan;
        this.facts = facts;
        this.warnings = warnings;
    }

    /** Begins, and returns whether there is anything to check. */
    boolean begin(Instant now) {
        startedAt = now;
        return plan.seenAt().filter(seen -> isFresh(seen, now)).isEmpty();
    }

    /** Returns whether what was seen at {@code seen} may be written on without another look; what is yet to come was seen by another clock. */
    static boolean isFresh(Instant seen, Instant now) {
        return Duration.between(seen, now).abs().compareTo(FRESH) <= 0;
    }

    /** The time left for asking is the same after the clock jumped; what is asked is asked anew. */
    void jumped(Duration by, Instant now) {
        if (!startedAt.equals(Instant.MIN)) {
            startedAt = startedAt.plus(by);
            dueAt = now;
        }
    }

    Instant dueAt() {
        return dueAt;
    }

    List<Query> reads() {
        Settings settings = plan.settings();
        var reads = new ArrayList<Query>();
        reads.add(new Query.ServiceNow(settings.service()));
        reads.add(new Query.Definitions(Set.of(plan.target().orElseThrow().revision())));
        if (!inspectorSilent) {
            plan.inspection().ifPresent(reads::add);
        }
        plan.symptoms(startedAt).stream().filter(q -> !unanswered.contains(q)).forEach(reads::add);
        return reads;
    }

    /** Takes in an answer, and returns whether all is known and the plan still fits. */
    boolean read(Event.Answered answered) {
        if (answered.answer() instanceof Answer.Failed failed) {
            failed(answered, failed);
        }
        String stale = Staleness.of(plan, facts, answered.at());
        if (stale != null && ending == null) {
            ending = new Ending(Outcome.REFUSED, Reason.PLAN_STALE, stale);
        }
        return ending == null && reads().stream().allMatch(facts::knows);
    }

    private void failed(Event.Answered answered, Answer.Failed failed) {
        if (answered.query() instanceof Query.Migrations) {
            inspectorSilent = true;
            warnings.add("migrations could not be looked for again: " + failed.message());
            return;
        }
        if (plan.symptoms(startedAt).contains(answered.query())) {
            unanswered.add(answered.query());
            warnings.add("whether the incident goes on could not be looked at again: " + failed.message());
            return;
        }
        dueAt = answered.at().plusSeconds(1);
        boolean mayTry = failed.retryable() && answered.at().isBefore(startedAt.plus(Settings.PLANNING_LIMIT));
        if (!mayTry) {
            boolean denied = failed.kind() == ProviderException.Kind.DENIED;
            ending = new Ending(
                    Outcome.FAILED, denied ? Reason.PROVIDER_DENIED : Reason.PROVIDER_UNAVAILABLE, failed.message());
        }
    }

    /** Returns how it ends because the plan doesn't fit, or because that cannot be told. */
    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }
}
