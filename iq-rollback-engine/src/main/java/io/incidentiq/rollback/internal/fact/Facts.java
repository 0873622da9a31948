package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is known of one service so far: the newest answer to each question. Filled by one thread, then only read. */
public final class Facts {
    private @Nullable ServiceSnapshot snapshot;
    private @Nullable Instant seenAt;
    private @Nullable DeploymentHistory history;
    private @Nullable HealthAnswer health;
    private List<RevisionId> activeRevisions = List.of();
    private final Map<DeploymentId, ServiceRevisionId> returnedTo = new HashMap<>();
    private final Map<ServiceRevisionId, ServiceRevision> serviceRevisions = new HashMap<>();
    private final Map<RevisionId, TaskDefinition> definitions = new HashMap<>();
    private final Map<MetricQuery, SeriesFacts> series = new HashMap<>();
    private final Map<RevisionId, MigrationFinding> migrations = new HashMap<>();
    private final Map<RevisionId, RevisionMark> marks = new HashMap<>();
    private final Set<ServiceId> neighbours = new HashSet<>();
    private final Set<RevisionId> definitionsAskedFor = new HashSet<>();
    private final Set<Query> answered = new HashSet<>();

    /** Takes in an answer; a failed one changes nothing. */
    public void learn(Instant at, Query query, Answer answer) {
        if (!(answer instanceof Answer.Failed)) {
            answered.add(query);
        }
        answer.accept(new Learning(at, query));
    }

    /** Keeps what each kind of answer says. */
    private final class Learning implements Answer.Handler {
        private final Instant at;
        private final Query query;

        Learning(Instant at, Query query) {
            this.at = at;
            this.query = query;
        }

        @Override
        public void service(Answer.Service answer) {
            snapshot = answer.snapshot();
            seenAt = at;
        }

        @Override
        public void neighbours(Answer.Neighbours answer) {
            neighbours.addAll(answer.existing());
        }

        @Override
        public void history(Answer.History answer) {
            history = answer.history();
        }

        @Override
        public void deployments(Answer.Deployments answer) {
            answer.deployments().values().forEach(Facts.this::learnReturn);
        }

        @Override
        public void serviceRevisions(Answer.ServiceRevisions answer) {
            serviceRevisions.putAll(answer.revisions());
        }

        @Override
        public void definitions(Answer.Definitions answer) {
            definitionsAskedFor.addAll(((Query.Definitions) query).ids());
            definitions.putAll(answer.definitions());
        }

        @Override
        public void activeRevisions(Answer.ActiveRevisions answer) {
            activeRevisions = List.copyOf(answer.revisions());
        }

        @Override
        public void failures(Answer.Failures answer) {
            // read by whoever asked
        }

        @Override
        public void metric(Answer.Metric answer) {
            answer.series()
                    .forEach((metric, points) -> series.computeIfAbsent(metric, m -> new SeriesFacts())
                            .learn(at, (Query.Metric) query, points));
        }

        @Override
        public void health(Answer.Health answer) {
            health = answer.health();
        }

        @Override
        public void migrations(Answer.Migrations answer) {
            migrations.putAll(answer.findings());
        }

        @Override
        public void marks(Answer.Marks answer) {
            marks.putAll(answer.marks());
        }

        @Override
        public void failed(Answer.Failed answer) {
            // nothing is known that was not known before
        }
    }

    private void learnReturn(Deployment deployment) {
        ServiceRevisionId to = deployment.rolledBackTo();
        if (to != null) {
            returnedTo.put(deployment.id(), to);
        }
    }

    /** Returns whether exactly this was asked and answered. */
    public boolean knows(Query query) {
        return answered.contains(query);
    }

    /** Returns the service as last seen; empty if it was not asked for or doesn't exist. */
    public Optional<ServiceSnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** Returns whether {@code service}, another one, is known to exist. */
    public boolean exists(ServiceId service) {
        return neighbours.contains(service);
    }

    /** Returns when the service was last seen. */
    public Optional<Instant> seenAt() {
        return Optional.ofNullable(seenAt);
    }

    /** Returns the platform's history, with what closer looks added to it; empty if it was not asked for. */
    public DeploymentHistory history() {
        if (history == null) {
            return new DeploymentHistory(List.of(), Instant.MAX);
        }
        return returnedTo.isEmpty()
                ? history
                : new DeploymentHistory(
                        history.deployments().stream().map(this::withReturn).toList(), history.completeSince());
    }

    private Deployment withReturn(Deployment deployment) {
        ServiceRevisionId to = returnedTo.get(deployment.id());
        return to == null || deployment.rolledBackTo() != null ? deployment : deployment.withRolledBackTo(to);
    }

    /** Returns whether the service had a life that the platform's history doesn't reach. */
    public boolean serviceIsOlderThanHistory() {
        return snapshot()
                .map(s -> s.createdAt().isBefore(history().completeSince()))
                .orElse(false);
    }

    public @Nullable ServiceRevision serviceRevision(ServiceRevisionId id) {
        return serviceRevisions.get(id);
    }

    /** Returns the definition; null if it doesn't exist or {@linkplain #askedForDefinition was not asked for}. */
    public @Nullable TaskDefinition definition(RevisionId id) {
        return definitions.get(id);
    }

    /** Returns whether the platform was asked for {@code id}, so that a missing definition is one that doesn't exist. */
    public boolean askedForDefinition(RevisionId id) {
        return definitionsAskedFor.contains(id);
    }

    public List<RevisionId> activeRevisions() {
        return activeRevisions;
    }

    /** Returns what the health endpoint showed last; null if it was not asked, or not answered. */
    public @Nullable HealthAnswer health() {
        return health;
    }

    public MigrationFinding migration(RevisionId revision) {
        return migrations.getOrDefault(revision, MigrationFinding.UNKNOWN);
    }

    public @Nullable RevisionMark mark(RevisionId revision) {
        return marks.get(revision);
    }

    /** Returns the revisions that earlier rollbacks verified. */
    public List<RevisionId> proven() {
        return marks.entrySet().stream()
                .filter(e -> e.getValue() == RevisionMark.PROVEN)
                .map(Map.Entry::getKey)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Returns what is known of {@code metric}. */
    public SeriesFacts series(MetricQuery metric) {
        return series.getOrDefault(metric, SeriesFacts.NONE);
    }

    /** Forgets that {@code query} was answered, so that it is asked again; what it taught stays until then. */
    public void askAgain(Query query) {
        answered.remove(query);
    }
}
