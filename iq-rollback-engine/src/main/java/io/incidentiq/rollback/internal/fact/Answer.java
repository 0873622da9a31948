package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a port answered to one {@link Query}; a null where none belongs breaks the port's contract and is refused here. */
public sealed interface Answer {
    /** Has the handler's method for this kind take it in. */
    void accept(Handler handler);

    /** One method per kind of answer. */
    interface Handler {
        void service(Service answer);

        void neighbours(Neighbours answer);

        void history(History answer);

        void deployments(Deployments answer);

        void serviceRevisions(ServiceRevisions answer);

        void definitions(Definitions answer);

        void activeRevisions(ActiveRevisions answer);

        void failures(Failures answer);

        void metric(Metric answer);

        void health(Health answer);

        void migrations(Migrations answer);

        void marks(Marks answer);

        void failed(Failed answer);
    }

    /** The service as it is; null if it does not exist. */
    record Service(@Nullable ServiceSnapshot snapshot) implements Answer {
        @Override
        public void accept(Handler handler) {
            handler.service(this);
        }
    }

    /** Those of the services asked for that exist. */
    record Neighbours(Set<ServiceId> existing) implements Answer {
        public Neighbours {
            existing = Set.copyOf(existing);
        }

        @Override
        public void accept(Handler handler) {
            handler.neighbours(this);
        }
    }

    /** The platform's history. */
    record History(DeploymentHistory history) implements Answer {
        public History {
            Objects.requireNonNull(history, "history");
        }

        @Override
        public void accept(Handler handler) {
            handler.history(this);
        }
    }

    /** Deployments, looked at closely; an id that is missing here adds nothing to the history. */
    record Deployments(Map<DeploymentId, Deployment> deployments) implements Answer {
        public Deployments {
            deployments = Map.copyOf(deployments);
        }

        @Override
        public void accept(Handler handler) {
            handler.deployments(this);
        }
    }

    /** What deployments started; an id that is missing here is unknown to the platform. */
    record ServiceRevisions(Map<ServiceRevisionId, ServiceRevision> revisions) implements Answer {
        public ServiceRevisions {
            revisions = Map.copyOf(revisions);
        }

        @Override
        public void accept(Handler handler) {
            handler.serviceRevisions(this);
        }
    }

    /** Task definitions; an id that is missing here doesn't exist. */
    record Definitions(Map<RevisionId, TaskDefinition> definitions) implements Answer {
        public Definitions {
            definitions = Map.copyOf(definitions);
        }

        @Override
        public void accept(Handler handler) {
            handler.definitions(this);
        }
    }

    /** Deployable revisions, newest first. */
    record ActiveRevisions(List<RevisionId> revisions) implements Answer {
        public ActiveRevisions {
            revisions = List.copyOf(revisions);
        }

        @Override
        public void accept(Handler handler) {
            handler.activeRevisions(this);
        }
    }

    /** Failed tasks, newest first. */
    record Failures(List<TaskFailure> failures) implements Answer {
        public Failures {
            failures = List.copyOf(failures);
        }

        @Override
        public void accept(Handler handler) {
            handler.failures(this);
        }
    }

    /** Numbers. */
    record Metric(Map<MetricQuery, MetricSeries> series) implements Answer {
        public Metric {
            series = Map.copyOf(series);
        }

        /** One series. */
        public static Metric of(MetricQuery query, MetricSeries series) {
            return new Metric(Map.of(query, series));
        }

        @Override
        public void accept(Handler handler) {
            handler.metric(this);
        }
    }

    /** What the endpoint showed. */
    record Health(HealthAnswer health) implements Answer {
        public Health {
            Objects.requireNonNull(health, "health");
        }

        @Override
        public void accept(Handler handler) {
            handler.health(this);
        }
    }

    /** What is known of migrations. */
    record Migrations(Map<RevisionId, MigrationFinding> findings) implements Answer {
        public Migrations {
            findings = Map.copyOf(findings);
        }

        @Override
        public void accept(Handler handler) {
            handler.migrations(this);
        }
    }

    /** What earlier rollbacks learnt. */
    record Marks(Map<RevisionId, RevisionMark> marks) implements Answer {
        public Marks {
            marks = Map.copyOf(marks);
        }

        @Override
        public void accept(Handler handler) {
            handler.marks(this);
        }
    }

    /**
     * The port could not be asked.
     *
     * @param unreachable whether nobody was there to be asked
     */
    record Failed(ProviderException.Kind kind, String message, boolean unreachable) implements Answer {
        public Failed(ProviderException.Kind kind, String message) {
            this(kind, message, false);
        }

        /** Returns whether asking again can help. */
        public boolean retryable() {
            return ProviderException.of(kind, message).retryable();
        }

        @Override
        public void accept(Handler handler) {
            handler.failed(this);
        }
    }
}
