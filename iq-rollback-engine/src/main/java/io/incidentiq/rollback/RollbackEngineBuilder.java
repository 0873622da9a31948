package io.incidentiq.rollback;

import io.incidentiq.rollback.defaults.HttpHealthProbe;
import io.incidentiq.rollback.defaults.InMemoryRollbackStore;
import io.incidentiq.rollback.defaults.LogNotifier;
import io.incidentiq.rollback.internal.run.PortCalls;
import io.incidentiq.rollback.internal.run.RunningEngine;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Assembles a {@link RollbackEngine}. Not thread-safe. */
public final class RollbackEngineBuilder {
    private final ServiceRegistry registry;
    private MetricsSource metrics = (queries, from, to) -> Map.of();
    private HealthProbe health = HttpHealthProbe.create();
    private ChangeInspector inspector = ChangeInspector.unknown();
    private Notifier notifier = LogNotifier.create();
    private RollbackStore store = InMemoryRollbackStore.create();
    private TimeSource time = TimeSource.system(new CompletableFuture<Void>().defaultExecutor());
    private List<RollbackListener> listeners = List.of();
    private Supplier<String> ids = () -> "rb-" + UUID.randomUUID();

    RollbackEngineBuilder(ServiceRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** Sets where error rates come from. By default there are none: a rollback whose runbook names a metric then ends unverified. */
    public RollbackEngineBuilder metrics(MetricsSource source) {
        this.metrics = Objects.requireNonNull(source, "metrics");
        return this;
    }

    /** Sets how health endpoints are asked; over HTTP by default. */
    public RollbackEngineBuilder health(HealthProbe probe) {
        this.health = Objects.requireNonNull(probe, "health");
        return this;
    }

    /** Sets who knows of database migrations; nobody by default, so that the service table and people decide. */
    public RollbackEngineBuilder inspector(ChangeInspector changeInspector) {
        this.inspector = Objects.requireNonNull(changeInspector, "inspector");
        return this;
    }

    /** Sets who tells the team. The default writes to the log, which tells nobody: the gate {@code team-notified} then needs a person. */
    public RollbackEngineBuilder notifier(Notifier teamNotifier) {
        this.notifier = Objects.requireNonNull(teamNotifier, "notifier");
        return this;
    }

    /** Sets what keeps leases and journals. The default lives in memory and guards within one process only. */
    public RollbackEngineBuilder store(RollbackStore rollbackStore) {
        this.store = Objects.requireNonNull(rollbackStore, "store");
        return this;
    }

    /** Sets the clock, and the threads with it; by default the machine's clock and the common pool. */
    public RollbackEngineBuilder time(TimeSource source) {
        this.time = Objects.requireNonNull(source, "time");
        return this;
    }

    /** Adds one who watches every rollback of this engine; each hears all, and none holds up another. Nobody by default. */
    public RollbackEngineBuilder listener(RollbackListener listener) {
        Objects.requireNonNull(listener, "listener");
        this.listeners = Stream.concat(listeners.stream(), Stream.of(listener)).toList();
        return this;
    }

    /** Sets how rollbacks are named; {@code rb-} and a random UUID by default. Names must not repeat. */
    public RollbackEngineBuilder ids(Supplier<String> names) {
        this.ids = Objects.requireNonNull(names, "ids");
        return this;
    }

    /** Returns an engine with these parts; later changes of the builder don't reach it. */
    public RollbackEngine build() {
        var ports = new PortCalls.Ports(registry, metrics, health, inspector, store);
        return new RunningEngine(new RunningEngine.Parts(ports, notifier, time, listeners, ids));
    }
}
