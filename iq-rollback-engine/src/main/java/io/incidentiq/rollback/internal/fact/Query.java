package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.net.URI;
import java.time.Instant;
import java.util.Set;

/** One thing to ask of a port. */
public sealed interface Query {
    /** Asks with the handler's method for this kind. */
    <R> R accept(Handler<R> handler);

    /** One method per kind of query. */
    interface Handler<R> {
        R service(ServiceNow query);

        R neighbours(Neighbours query);

        R history(History query);

        R deployments(Deployments query);

        R serviceRevisions(ServiceRevisions query);

        R definitions(Definitions query);

        R activeRevisions(ActiveRevisions query);

        R failures(Failures query);

        R metric(Metric query);

        R health(Health query);

        R migrations(Migrations query);

        R marks(Marks query);
    }

    /** The service as it is. */
    record ServiceNow(ServiceId service) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.service(this);
        }
    }

    /** Which of these services there are, beside the one that is rolled back. */
    record Neighbours(Set<ServiceId> services) implements Query {
        public Neighbours {
            services = Set.copyOf(services);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.neighbours(this);
        }
    }

    /** The service's deployments since an instant. */
    record History(ServiceId service, Instant since) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.history(this);
        }
    }

    /** Deployments of the history, as closely as the platform can tell. */
    record Deployments(ServiceId service, Set<DeploymentId> ids) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deployments(this);
        }
    }

    /** What deployments started. */
    record ServiceRevisions(Set<ServiceRevisionId> ids) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.serviceRevisions(this);
        }
    }

    /** Task definitions. */
    record Definitions(Set<RevisionId> ids) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.definitions(this);
        }
    }

    /** The revisions of a family that can still be deployed. */
    record ActiveRevisions(String family, int limit) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.activeRevisions(this);
        }
    }

    /** Why tasks of a rollout failed. */
    record Failures(ServiceId service, DeploymentId rollout) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.failures(this);
        }
    }

    /** One range of some series. */
    record Metric(Set<MetricQuery> series, Instant from, Instant to) implements Query {
        public Metric {
            series = Set.copyOf(series);
        }

        public Metric(MetricQuery series, Instant from, Instant to) {
            this(Set.of(series), from, to);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.metric(this);
        }
    }

    /** The health endpoint's answer. */
    record Health(URI endpoint) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.health(this);
        }
    }

    /** What revisions migrated. */
    record Migrations(ServiceId service, Set<RevisionId> revisions) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.migrations(this);
        }
    }

    /** What earlier rollbacks learnt. */
    record Marks(ServiceId service) implements Query {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.marks(this);
        }
    }
}
