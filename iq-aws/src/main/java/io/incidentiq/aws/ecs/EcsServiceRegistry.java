package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.ApiBudget;
import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.AwsTrouble;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Services of Amazon ECS in one account and Region, as its {@link EcsClient} sees them. Thread-safe.
 *
 * <p>Every call asks AWS once, with the SDK's retries off whatever the client was built with, and ends within 20 s (a write within
 * 40 s). Calls that don't depend on each other go out at the same time, at most 32, on daemon threads. A quarter of what the account
 * may call is used; beyond it, a call is answered {@code THROTTLED} without being sent.
 *
 * <p>The client's HTTP client must not repeat a request by itself: see {@link io.incidentiq.aws.AwsRollbackBuilder#httpClient}.
 */
public final class EcsServiceRegistry implements ServiceRegistry {
    private final Services services;
    private final Deployments deployments;
    private final Revisions revisions;
    private final Definitions definitions;
    private final Tasks tasks;
    private final EcsWrites writes;
    private final Place place;

    private EcsServiceRegistry(AwsCalls calls, InstantSource clock, LongSupplier nanoTime, Place place) {
        this.place = place;
        this.deployments = new Deployments(calls, clock, nanoTime);
        this.tasks = new Tasks(calls);
        this.services = new Services(calls, deployments, tasks, nanoTime);
        this.revisions = new Revisions(calls);
        this.definitions = new Definitions(calls, nanoTime);
        this.writes = new EcsWrites(calls, deployments);
    }

    /** Returns a registry that asks {@code client}, which stays the caller's to close. */
    public static EcsServiceRegistry of(EcsClient client) {
        return of(client, InstantSource.system(), System::nanoTime, null);
    }

    static EcsServiceRegistry of(EcsClient client, InstantSource clock, LongSupplier nanoTime) {
        return of(client, clock, nanoTime, null);
    }

    /**
     * Returns a registry that asks {@code client} and goes by the clocks given.
     *
     * @param profile whose credentials {@code client} uses; null where they come from elsewhere, or nobody knows
     */
    public static EcsServiceRegistry of(
            EcsClient client, InstantSource clock, LongSupplier nanoTime, @Nullable String profile) {
        var calls = new AwsCalls(client, new ApiBudget(nanoTime), AwsTrouble.of(client));
        return new EcsServiceRegistry(calls, clock, nanoTime, ClientPlace.of(client, profile));
    }

    /**
     * Returns an inspector that reads the tag {@code iq:migrations} ({@code none} or {@code present}) of the task definitions that
     * this registry reads too, without a call of its own where both ask at about the same time.
     */
    public ChangeInspector migrationsByTag() {
        return new TaggedMigrations(definitions);
    }

    /** {@inheritDoc} The Region and the endpoint are the client's; the account is told by the ARN of each service that is looked at. */
    @Override
    public Place place() {
        return place;
    }

    @Override
    public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> asked) {
        return services.describe(asked);
    }

    /**
     * {@inheritDoc} Amazon ECS remembers 90 days, and nothing before 2024-10-25. Where there are more than about 300 deployments
     * the history may begin later: it then holds at least the newest 200, with 20 different successes among them.
     */
    @Override
    public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> asked, Instant since) {
        List<ServiceId> ids = List.copyOf(asked);
        List<DeploymentHistory> read = InParallel.each(ids, id -> deployments.history(id, since));
        var histories = new LinkedHashMap<ServiceId, DeploymentHistory>();
        for (int i = 0; i < ids.size(); i++) {
            histories.put(ids.get(i), read.get(i));
        }
        return histories;
    }

    @Override
    public Map<DeploymentId, Deployment> deployments(ServiceId service, Set<DeploymentId> ids) {
        return deployments.look(service, ids);
    }

    @Override
    public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
        return revisions.read(ids);
    }

    @Override
    public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
        var found = new LinkedHashMap<RevisionId, TaskDefinition>();
        definitions.read(ids).forEach((id, described) -> found.put(id, described.definition()));
        return found;
    }

    @Override
    public List<RevisionId> activeRevisions(String family, int limit) {
        return definitions.active(family, limit);
    }

    /** {@inheritDoc} Amazon ECS shows stopped tasks for about an hour. */
    @Override
    public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        return tasks.failures(service, rollout);
    }

    @Override
    public DeploymentId update(ServiceId service, RevisionId revision) {
        try {
            return writes.update(service, revision);
        } finally {
            services.written(service);
        }
    }

    @Override
    public void stop(ServiceId service, DeploymentId deployment) {
        try {
            writes.stop(service, deployment);
        } finally {
            services.written(service);
        }
    }
}
