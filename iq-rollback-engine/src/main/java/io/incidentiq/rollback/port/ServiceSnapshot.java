package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service as the platform showed it once. */
public final class ServiceSnapshot {
    private final ServiceId service;
    private final Instant createdAt;
    private final int desiredCount;
    private final List<Rollout> rollouts;
    private final Setup setup;

    private record Setup(
            ServiceStatus status,
            Method method,
            List<PortBinding> loadBalanced,
            List<ServiceEvent> events,
            List<String> deploymentAlarms,
            Origin origin) {}

    /** What few platforms and few services tell. */
    private record Origin(Place place, List<TaskSet> taskSets, List<RequestCounts> requestCounts) {
        private static final Origin NOTHING = new Origin(Place.unknown(), List.of(), List.of());
    }

    private record Method(DeploymentMethod method, String name) {
        static Method of(DeploymentMethod method) {
            return new Method(method, method.name());
        }
    }

    private ServiceSnapshot(
            ServiceId service, Instant createdAt, int desiredCount, List<Rollout> rollouts, Setup setup) {
        if (desiredCount < 0) {
            throw new IllegalArgumentException("desiredCount must be >= 0, found " + desiredCount);
        }
        this.service = service;
        this.createdAt = createdAt;
        this.desiredCount = desiredCount;
        this.rollouts = List.copyOf(rollouts);
        this.setup = setup;
    }

    /** Returns an ACTIVE service with rolling deployments, behind no load balancer, without events and deployment alarms. */
    public static ServiceSnapshot of(ServiceId service, Instant createdAt, int desiredCount, List<Rollout> rollouts) {
        return new ServiceSnapshot(
                service,
                createdAt,
                desiredCount,
                rollouts,
                new Setup(
                        ServiceStatus.ACTIVE,
                        Method.of(DeploymentMethod.ROLLING),
                        List.of(),
                        List.of(),
                        List.of(),
                        Origin.NOTHING));
    }

    private ServiceSnapshot with(Setup changed) {
        return new ServiceSnapshot(service, createdAt, desiredCount, rollouts, changed);
    }

    /** Returns a copy with another status. */
    public ServiceSnapshot withStatus(ServiceStatus status) {
        return with(new Setup(status, setup.method, loadBalanced(), events(), deploymentAlarms(), setup.origin));
    }

    /** Returns a copy that is deployed in another way. */
    public ServiceSnapshot withMethod(DeploymentMethod method) {
        return with(new Setup(status(), Method.of(method), loadBalanced(), events(), deploymentAlarms(), setup.origin));
    }

    /** Returns a copy that is deployed in a way that this version doesn't know, by the platform's own {@code name} of it. */
    public ServiceSnapshot withUnknownMethod(String name) {
        Method unknown = new Method(DeploymentMethod.UNKNOWN, name);
        return with(new Setup(status(), unknown, loadBalanced(), events(), deploymentAlarms(), setup.origin));
    }

    /** Returns a copy whose load balancers send traffic to {@code ports}. */
    public ServiceSnapshot withLoadBalanced(List<PortBinding> ports) {
        return with(new Setup(status(), setup.method, List.copyOf(ports), events(), deploymentAlarms(), setup.origin));
    }

    /** Returns a copy with the platform's latest messages, newest first. */
    public ServiceSnapshot withEvents(List<ServiceEvent> events) {
        return with(new Setup(
                status(), setup.method, loadBalanced(), List.copyOf(events), deploymentAlarms(), setup.origin));
    }

    /** Returns a copy whose deployments the platform undoes when one of {@code alarms} goes off meanwhile. */
    public ServiceSnapshot withDeploymentAlarms(List<String> alarms) {
        return with(new Setup(status(), setup.method, loadBalanced(), events(), List.copyOf(alarms), setup.origin));
    }

    /** Returns a copy with what the platform's answer tells of the place where the service runs, such as its account. */
    public ServiceSnapshot withPlace(Place place) {
        return with(new Origin(place, taskSets(), requestCounts()));
    }

    /** Returns a copy of a service that is deployed elsewhere, by {@code sets} of tasks. */
    public ServiceSnapshot withTaskSets(List<TaskSet> sets) {
        return with(new Origin(place(), List.copyOf(sets), requestCounts()));
    }

    /** Returns a copy whose requests are counted by {@code counts}, such as one for each target group; together they are all requests. */
    public ServiceSnapshot withRequestCounts(List<RequestCounts> counts) {
        return with(new Origin(place(), taskSets(), List.copyOf(counts)));
    }

    private ServiceSnapshot with(Origin origin) {
        return with(new Setup(status(), setup.method, loadBalanced(), events(), deploymentAlarms(), origin));
    }

    public ServiceId service() {
        return service;
    }

    /** Returns when the service itself was created. */
    public Instant createdAt() {
        return createdAt;
    }

    public int desiredCount() {
        return desiredCount;
    }

    /** Returns every rollout that the platform still lists, the primary one first. */
    public List<Rollout> rollouts() {
        return rollouts;
    }

    /** Returns the rollout that the service is to end up with; empty for a service that never had one. */
    public Optional<Rollout> primary() {
        return rollouts.stream().filter(Rollout::primary).findFirst();
    }

    public ServiceStatus status() {
        return setup.status;
    }

    public DeploymentMethod method() {
        return setup.method.method;
    }

    /** Returns the name of the method, which is the platform's own where this version doesn't know it. */
    public String methodName() {
        return setup.method.name;
    }

    /** Returns the container ports that a definition must offer for traffic to arrive. */
    public List<PortBinding> loadBalanced() {
        return setup.loadBalanced;
    }

    /** Returns the platform's latest messages, newest first. */
    public List<ServiceEvent> events() {
        return setup.events;
    }

    /** Returns the names of the alarms on which the platform undoes a deployment; empty where it doesn't. */
    public List<String> deploymentAlarms() {
        return setup.deploymentAlarms;
    }

    /** Returns what the platform's answer tells of the place where the service runs. */
    public Place place() {
        return setup.origin.place;
    }

    /** Returns the sets of tasks of a service that is deployed elsewhere; empty for one that the platform deploys. */
    public List<TaskSet> taskSets() {
        return setup.origin.taskSets;
    }

    /** Returns where the service's requests are counted, without a line in the runbook; empty where the platform doesn't. */
    public List<RequestCounts> requestCounts() {
        return setup.origin.requestCounts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceSnapshot that
                && service.equals(that.service)
                && createdAt.equals(that.createdAt)
                && desiredCount == that.desiredCount
                && rollouts.equals(that.rollouts)
                && setup.equals(that.setup);
    }

    @Override
    public int hashCode() {
        return Objects.hash(service, desiredCount, rollouts);
    }

    @Override
    public String toString() {
        return "%s %s desired %d %s".formatted(service, status(), desiredCount, rollouts);
    }
}
