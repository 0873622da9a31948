package io.incidentiq.rollback.fact;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
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
    /** The service as it is; null if it does not exist. */
    record Service(@Nullable ServiceSnapshot snapshot) implements Answer {}

    /** Those of the services asked for that exist. */
    record Neighbours(Set<ServiceId> existing) implements Answer {
        public Neighbours {
            existing = Set.copyOf(existing);
        }
    }

    /** The platform's history. */
    record History(DeploymentHistory history) implements Answer {
        public History {
            Objects.requireNonNull(history, "history");
        }
    }

    /** Deployments, looked at closely; an id that is missing here adds nothing to the history. */
    record Deployments(Map<DeploymentId, Deployment> deployments) implements Answer {
        public Deployments {
            deployments = Map.copyOf(deployments);
        }
    }

    /** What deployments started; an id that is missing here is unknown to the platform. */
    record ServiceRevisions(Map<ServiceRevisionId, ServiceRevision> revisions) implements Answer {
        public ServiceRevisions {
            revisions = Map.copyOf(revisions);
        }
    }

    /** Task definitions; an id that is missing here doesn't exist. */
    record Definitions(Map<RevisionId, TaskDefinition> definitions) implements Answer {
        public Definitions {
            definitions = Map.copyOf(definitions);
        }
    }

    /** Deployable revisions, newest first. */
    record ActiveRevisions(List<RevisionId> revisions) implements Answer {
        public ActiveRevisions {
            revisions = List.copyOf(revisions);
        }
    }

    /** Failed tasks, newest first. */
    record Failures(List<TaskFailure> failures) implements Answer {
        public Failures {
            failures = List.copyOf(failures);
        }
    }

    /** Numbers. */
    record Metric(MetricSeries series) implements Answer {
        public Metric {
            Objects.requireNonNull(series, "series");
        }
    }

    /** What the endpoint showed. */
    record Health(HealthAnswer health) implements Answer {
        public Health {
            Objects.requireNonNull(health, "health");
        }
    }

    /** What is known of migrations. */
    record Migrations(Map<RevisionId, MigrationFinding> findings) implements Answer {
        public Migrations {
            findings = Map.copyOf(findings);
        }
    }

    /** What earlier rollbacks learnt. */
    record Standings(Map<RevisionId, RevisionMark> standings) implements Answer {
        public Standings {
            standings = Map.copyOf(standings);
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
    }
}
