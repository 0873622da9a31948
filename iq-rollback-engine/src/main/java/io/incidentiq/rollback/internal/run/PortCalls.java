package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Planning;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns queries and writes into port calls, and whatever they return or throw into answers. One per rollback; counts calls. */
public final class PortCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PortCalls.class);
    private static final Duration READ_LIMIT = Defaults.READ_LIMIT.duration();
    /** For what is configured, not read: what isn't told at once is no reason to wait. */
    private static final Duration CONFIGURED_LIMIT = Defaults.CONFIGURED_LIMIT.duration();

    /** For what only explains: it must not hold up the look at the service that it is read beside. */
    private static final Duration EXPLANATION_LIMIT = Defaults.EXPLANATION_LIMIT.duration();

    private final Ports ports;
    private final BoundedCalls bounded;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();

    /** The ports that are asked. */
    public record Ports(
            ServiceRegistry registry,
            MetricsSource metrics,
            HealthProbe health,
            ChangeInspector inspector,
            RollbackStore store) {}

    PortCalls(Ports ports, BoundedCalls bounded) {
        this.ports = ports;
        this.bounded = bounded;
    }

    /** Counts on from the calls that a plan took. */
    PortCalls after(int earlierReads) {
        reads.addAndGet(earlierReads);
        return this;
    }

    BoundedCalls bounded() {
        return bounded;
    }

    /** Asks all at the same time; completes with one answer per query, in their order. */
    CompletableFuture<List<Answer>> askAll(List<Query> queries) {
        return askAll(queries, query -> query instanceof Query.Failures ? EXPLANATION_LIMIT : READ_LIMIT);
    }

    /** As {@link #askAll}, where what is not essential to a plan or a write has less time. */
    CompletableFuture<List<Answer>> askBeforeTheWrite(List<Query> queries) {
        return askAll(queries, query -> Planning.isEssential(query) ? READ_LIMIT : Planning.OPTIONAL_LIMIT);
    }

    private CompletableFuture<List<Answer>> askAll(List<Query> queries, Function<Query, Duration> limits) {
        List<CompletableFuture<Answer>> answers = queries.stream()
                .map(query -> {
                    Duration limit = limits.apply(query);
                    return bounded.within(
                            limit,
                            () -> ask(query),
                            none -> new Answer.Failed(ProviderException.Kind.UNAVAILABLE, none.message()));
                })
                .toList();
        return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Asks the registry where it acts. */
    CompletableFuture<Place> place() {
        return bounded.within(CONFIGURED_LIMIT, this::configuredPlace, none -> Place.unknown());
    }

    /** Asks whether what the notifier sends reaches people; one that doesn't tell reaches nobody. */
    CompletableFuture<Boolean> reachesPeople(Notifier notifier) {
        return bounded.within(CONFIGURED_LIMIT, notifier::reachesPeople, none -> false);
    }

    private Place configuredPlace() {
        return Objects.requireNonNullElse(ports.registry.place(), Place.unknown());
    }

    /** Returns the calls made so far. */
    Calls made() {
        return new Calls(reads(), writes());
    }

    int reads() {
        return reads.get();
    }

    int writes() {
        return writes.get();
    }

    private Answer ask(Query query) {
        if (!(query instanceof Query.Marks)) {
            reads.incrementAndGet();
        }
        try {
            return query.accept(new Asker());
        } catch (ProviderException e) {
            return new Answer.Failed(e.kind(), text(e), e.isUnreachable());
        } catch (StoreException e) {
            return new Answer.Failed(ProviderException.Kind.UNAVAILABLE, text(e));
        } catch (RuntimeException e) {
            return new Answer.Failed(ProviderException.Kind.UNAVAILABLE, contractBroken(e));
        }
    }

    WriteAnswer send(Write write) {
        writes.incrementAndGet();
        try {
            DeploymentId stop = write.stop();
            if (stop != null) {
                ports.registry.stop(write.service(), stop);
                return new WriteAnswer.Accepted(stop);
            }
            return new WriteAnswer.Accepted(
                    Objects.requireNonNull(ports.registry.update(write.service(), write.revision()), "null"));
        } catch (ProviderException e) {
            return answer(e);
        } catch (RuntimeException | Error e) {
            return new WriteAnswer.Unknown(contractBroken(e));
        }
    }

    private static WriteAnswer answer(ProviderException e) {
        if (e.mayHaveHappened()) {
            return new WriteAnswer.Unknown(text(e));
        }
        return switch (e.kind()) {
            case THROTTLED -> new WriteAnswer.Throttled(text(e));
            case DENIED -> new WriteAnswer.Rejected(Reason.PROVIDER_DENIED, text(e));
            case UNAVAILABLE -> new WriteAnswer.Unknown(text(e));
            case NOT_FOUND, REJECTED -> new WriteAnswer.Rejected(Reason.WRITE_REJECTED, text(e));
        };
    }

    private static String contractBroken(Throwable e) {
        LOG.warn("a port threw something else than its exception", e);
        return "a port broke its contract: " + e;
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private final class Asker implements Query.Handler<Answer> {
        @Override
        public Answer service(Query.ServiceNow q) {
            return new Answer.Service(
                    ports.registry.describe(Set.of(q.service())).get(q.service()));
        }

        @Override
        public Answer neighbours(Query.Neighbours q) {
            return new Answer.Neighbours(ports.registry.describe(q.services()).keySet());
        }

        @Override
        public Answer history(Query.History q) {
            var none = new DeploymentHistory(List.of(), Instant.MAX);
            return new Answer.History(
                    ports.registry.history(Set.of(q.service()), q.since()).getOrDefault(q.service(), none));
        }

        @Override
        public Answer deployments(Query.Deployments q) {
            return new Answer.Deployments(ports.registry.deployments(q.service(), q.ids()));
        }

        @Override
        public Answer serviceRevisions(Query.ServiceRevisions q) {
            return new Answer.ServiceRevisions(ports.registry.serviceRevisions(q.ids()));
        }

        @Override
        public Answer definitions(Query.Definitions q) {
            return new Answer.Definitions(ports.registry.definitions(q.ids()));
        }

        @Override
        public Answer activeRevisions(Query.ActiveRevisions q) {
            return new Answer.ActiveRevisions(ports.registry.activeRevisions(q.family(), q.limit()));
        }

        @Override
        public Answer failures(Query.Failures q) {
            return new Answer.Failures(ports.registry.failures(q.service(), q.rollout()));
        }

        @Override
        public Answer metric(Query.Metric q) {
            Map<MetricQuery, MetricSeries> read = ports.metrics.read(q.series(), q.from(), q.to());
            Map<MetricQuery, MetricSeries> all = q.series().stream()
                    .collect(Collectors.toMap(Function.identity(), s -> read.getOrDefault(s, MetricSeries.EMPTY)));
            return all.values().stream().allMatch(MetricSeries::complete)
                    ? new Answer.Metric(all)
                    : new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "the metric was answered in part only");
        }

        @Override
        public Answer health(Query.Health q) {
            return new Answer.Health(ports.health.probe(q.endpoint()));
        }

        @Override
        public Answer migrations(Query.Migrations q) {
            return new Answer.Migrations(ports.inspector.migrations(q.service(), q.revisions()));
        }

        @Override
        public Answer marks(Query.Marks q) {
            return new Answer.Marks(ports.store.marks(q.service()));
        }
    }
}
