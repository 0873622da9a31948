package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what the report shows, from answers that pass by; asks once, after the write, why tasks of the suspect stopped. */
final class Keeping {
    private final PlannedRollback plan;
    private final Facts facts;
    private final @Nullable RevisionId target;
    private KeptEvidence kept;
    private Query.@Nullable Failures asked;
    private boolean told;

    Keeping(PlannedRollback plan, Facts facts) {
        this.plan = plan;
        this.facts = facts;
        this.target = plan.target().map(Target::revision).orElse(null);
        this.kept = plan.evidence();
    }

    /** Returns what to ask beside a look at the service, once the write is done; empty where that was answered, or failed. */
    Optional<Query> due(@Nullable ServiceSnapshot seen) {
        if (told || seen == null) {
            return Optional.empty();
        }
        Optional<Rollout> undone = plan.suspect().flatMap(s -> rollout(seen, s));
        asked = undone.map(r -> new Query.Failures(seen.service(), r.id())).orElse(null);
        return Optional.ofNullable(asked);
    }

    private Optional<Rollout> rollout(ServiceSnapshot seen, Suspect suspect) {
        return seen.rollouts().stream()
                .filter(r -> r.definition().equals(suspect.revision().definition()))
                .filter(r -> plan.knownDeployments().contains(r.id()))
                .findFirst();
    }

    /** Returns whether nobody else asked this: its answer is evidence, and decides nothing. */
    boolean isOwn(Query query) {
        return query.equals(asked);
    }

    void learn(Event.Answered answered) {
        Answer answer = answered.answer();
        if (isOwn(answered.query())) {
            told = true;
            stopped(answer);
        } else if (answer instanceof Answer.Service service && service.snapshot() != null) {
            kept = kept.looked(answered.at(), service.snapshot(), target);
        } else if (answer instanceof Answer.Health health) {
            kept = kept.probed(answered.at(), health.health());
        } else if (answer instanceof Answer.Metric && answered.query() instanceof Query.Metric query) {
            Settings settings = plan.settings();
            Instant now = answered.at();
            settings.measure().ifPresent(m -> kept = kept.withMetric(m.wholePeriods(facts, query.from(), now)));
        }
    }

    private void stopped(Answer answer) {
        if (answer instanceof Answer.Failures failures) {
            kept = kept.withStopped(failures.failures());
        } else if (answer instanceof Answer.Failed failed) {
            kept = kept.withStoppedUnknown(failed.message());
        }
    }

    /** @param window where the service is judged, so far; null before */
    KeptEvidence kept(@Nullable Window window) {
        return window == null ? kept : kept.judgedIn(window);
    }
}
