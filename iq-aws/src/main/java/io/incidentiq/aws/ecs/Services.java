package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Looks at services. DescribeServices names a service's current deployment but doesn't say whether ECS is undoing it. That is learnt
 * from the history, which is listed at the same time when a service is first looked at, and from a look at the deployment where
 * something new shows up later. Thread-safe.
 */
final class Services {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final int AT_ONCE = 10;

    private final AwsCalls calls;
    private final Deployments deployments;
    private final Tasks tasks;
    private final WatchedServices watched;

    Services(AwsCalls calls, Deployments deployments, Tasks tasks, LongSupplier nanoTime) {
        this.calls = calls;
        this.deployments = deployments;
        this.tasks = tasks;
        this.watched = new WatchedServices(nanoTime);
    }

    /** A write was sent: what was read before it no longer holds, and from now on the tasks' health matters. */
    void written(ServiceId service) {
        watched.written(service);
        deployments.forgetListing(service);
    }

    Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> asked) {
        Map<ServiceId, Service> seen = look(asked);
        var snapshots = new LinkedHashMap<ServiceId, ServiceSnapshot>();
        List<ServiceId> ids = List.copyOf(seen.keySet());
        List<ServiceSnapshot> read = InParallel.each(ids, id -> snapshot(id, seen.get(id)));
        for (int i = 0; i < ids.size(); i++) {
            snapshots.put(ids.get(i), read.get(i));
        }
        return snapshots;
    }

    private Map<ServiceId, Service> look(Set<ServiceId> asked) {
        var found = new HashMap<ServiceId, Service>();
        var atOnce = new ArrayList<Supplier<Map<ServiceId, Service>>>();
        asked.stream()
                .collect(Collectors.groupingBy(ServiceId::cluster))
                .forEach((cluster, ids) -> atOnce.add(() -> describe(cluster, ids)));
        boolean alone = asked.size() == 1;
        asked.stream().filter(watched::isNew).filter(id -> alone).forEach(id -> atOnce.add(() -> learnHistory(id)));
        InParallel.all(atOnce).forEach(found::putAll);
        return found;
    }

    /** The engine asks for the history too, and learns from that what is wrong with it. For many services a closer look is cheaper. */
    private Map<ServiceId, Service> learnHistory(ServiceId service) {
        try {
            deployments.learnAll(service);
        } catch (ProviderException e) {
            LOG.debug("the deployments of {} could not be listed beside the service: {}", service, e.getMessage());
        }
        return Map.of();
    }

    private Map<ServiceId, Service> describe(String cluster, List<ServiceId> ids) {
        var found = new HashMap<ServiceId, Service>();
        List<String> names = ids.stream().map(ServiceId::name).toList();
        InParallel.batches(names, AT_ONCE, batch -> describeAtOnce(cluster, batch))
                .forEach(answer ->
                        answer.services().forEach(s -> found.put(new ServiceId(cluster, s.serviceName()), s)));
        return found;
    }

    private DescribeServicesResponse describeAtOnce(String cluster, List<String> names) {
        String on = "service/%s/%s".formatted(cluster, names.size() == 1 ? names.get(0) : "*");
        DescribeServicesResponse answer = calls.ecs(
                DescribeServicesRequest.builder()
                        .cluster(cluster)
                        .services(names)
                        .overrideConfiguration(AwsCalls.READ)
                        .build(),
                on,
                calls.ecs()::describeServices);
        if (answer.sdkHttpResponse() != null) {
            requireWordOfEach(names, answer, on);
        }
        return answer;
    }

    /** ECS lists a service that isn't there as a failure; one that an answer passes over may well be there. */
    private static void requireWordOfEach(List<String> names, DescribeServicesResponse answer, String on) {
        Set<String> told = Stream.concat(
                        answer.services().stream().map(s -> String.valueOf(s.serviceName())),
                        answer.failures().stream().map(f -> Arns.lastSegment(String.valueOf(f.arn()))))
                .collect(Collectors.toSet());
        if (!told.containsAll(names)) {
            throw ProviderException.of(
                    ProviderException.Kind.UNAVAILABLE,
                    "ecs:DescribeServices on %s: the answer passes over %s"
                            .formatted(
                                    on,
                                    names.stream()
                                            .filter(n -> !told.contains(n))
                                            .toList()));
        }
    }

    private ServiceSnapshot snapshot(ServiceId id, @Nullable Service service) {
        if (service == null) {
            throw new IllegalStateException("only services that were seen have snapshots");
        }
        return Snapshots.of(id, service, current(id, service), unhealthy(id, service));
    }

    private @Nullable KnownDeployment current(ServiceId id, Service service) {
        String arn = service.currentServiceDeployment();
        Optional<Deployment> primary = Snapshots.primary(service);
        if (arn == null || primary.isEmpty()) {
            return null;
        }
        Optional<KnownDeployment> known = deployments.known(arn);
        String situation = arn + " " + primary.get().id();
        if (isExplained(known, primary.get()) || watched.isExplained(id, situation)) {
            return known.orElse(null);
        }
        Optional<KnownDeployment> closer = lookAt(id, arn);
        closer.filter(k -> isExplained(Optional.of(k), primary.get())
                        || k.deployment().state().terminal())
                .ifPresent(k -> watched.explain(id, situation));
        return closer.or(() -> known).orElse(null);
    }

    /** Returns whether {@code primary} is the deployment's own rollout, or known to undo it in favour of something known. */
    private static boolean isExplained(Optional<KnownDeployment> current, Deployment primary) {
        return current.filter(k -> primary.id().equals(k.deployment().id().value())
                        || (k.undone() && k.deployment().rolledBackTo() != null))
                .isPresent();
    }

    private Optional<KnownDeployment> lookAt(ServiceId service, String arn) {
        try {
            return deployments.look(service, List.of(arn)).stream().findFirst();
        } catch (ProviderException e) {
            LOG.debug("the current deployment of {} could not be looked at: {}", service, e.getMessage());
            return Optional.empty();
        }
    }

    /** Counts don't tell the healthy from the others: asked when they are complete, after a write, until ECS says so itself. */
    private int unhealthy(ServiceId id, Service service) {
        Optional<Deployment> primary =
                Snapshots.primary(service).filter(p -> watched.isWritten(id) && Snapshots.completeByCount(service, p));
        return primary.map(p -> tasks.unhealthy(id, new DeploymentId(p.id()))).orElse(0);
    }
}
