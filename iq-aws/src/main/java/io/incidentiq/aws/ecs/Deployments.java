package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.aws.call.OwnCode;
import io.incidentiq.aws.call.RecentReads;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;

/** What ECS remembers of services' deployments, and what was learnt of them so far. Thread-safe. */
final class Deployments {
    private static final Duration REACH = Duration.ofDays(90);

    /** Amazon ECS keeps service deployments since this day. */
    private static final Instant BEGINNING = Instant.parse("2024-10-25T00:00:00Z");

    private static final Duration LISTING_VALID_FOR = Duration.ofSeconds(2);

    /** A listing that was cut short is gone on with for so long; then what it holds is old. */
    private static final Duration READING_VALID_FOR = Duration.ofSeconds(30);

    /** A deployment that was looked at within that time needs no other look before it is stopped. */
    private static final Duration LOOK_VALID_FOR = Duration.ofSeconds(5);

    private static final int AT_ONCE = 20;
    private static final int REMEMBERED = 20_000;

    private final AwsCalls calls;
    private final InstantSource clock;
    private final RecentReads<ServiceId, HistoryReading.Listing> listings;
    private final RecentReads<ServiceId, HistoryReading> readings;
    private final LongSupplier nanoTime;
    private final Map<String, Memory> known = new LinkedHashMap<>();

    /** @param lookedAt when it was looked at closely; null if never */
    private record Memory(KnownDeployment seen, @Nullable Long lookedAt) {}

    Deployments(AwsCalls calls, InstantSource clock, LongSupplier nanoTime) {
        this.calls = calls;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.listings = new RecentReads<>(LISTING_VALID_FOR, nanoTime);
        this.readings = new RecentReads<>(READING_VALID_FOR, nanoTime);
    }

    /** Returns the deployments of {@code service} created at or after {@code since}; where there are very many, the newest of them. */
    DeploymentHistory history(ServiceId service, Instant since) {
        Instant reach = reach();
        Instant from = since.isBefore(reach) ? reach : since;
        HistoryReading.Listing listing = listings.get(service, s -> list(s, from));
        if (isLater(listing.asked(), from)) {
            listings.forget(service);
            listing = listings.get(service, s -> list(s, from));
        }
        List<Deployment> deployments = listing.deployments().stream()
                .map(KnownDeployment::deployment)
                .filter(d -> !d.createdAt().isBefore(since))
                .toList();
        boolean cut = listing.since().isAfter(listing.asked());
        return new DeploymentHistory(deployments, cut ? listing.since() : reach);
    }

    /** Two that are asked at the same time don't ask at the same instant. */
    private static boolean isLater(Instant one, Instant other) {
        return one.isAfter(other.plus(Window.OVERLAP));
    }

    private Instant reach() {
        Instant days = clock.instant().minus(REACH);
        return days.isBefore(BEGINNING) ? BEGINNING : days;
    }

    /** Lists what ECS remembers, so that {@link #known} knows it; shared with a history read at the same time. */
    void learnAll(ServiceId service) {
        Instant reach = reach();
        listings.get(service, s -> list(s, reach));
    }

    /** Makes the next history one that is read after a write. */
    void forgetListing(ServiceId service) {
        listings.forget(service);
        readings.forget(service);
    }

    private HistoryReading.Listing list(ServiceId service, Instant since) {
        HistoryReading reading = readings.get(service, s -> new HistoryReading(since, clock.instant()));
        if (isLater(reading.since(), since)) {
            readings.forget(service);
            reading = readings.get(service, s -> new HistoryReading(since, clock.instant()));
        }
        HistoryReading.Listing listing =
                reading.finish((window, maxResults, token) -> page(service, window, maxResults, token));
        readings.forget(service);
        listing.deployments().forEach(seen -> remember(seen, null));
        return listing;
    }

    private HistoryReading.Page page(ServiceId service, Window window, int maxResults, @Nullable String token) {
        ListServiceDeploymentsResponse page = calls.ecs(
                ListServiceDeploymentsRequest.builder()
                        .cluster(service.cluster())
                        .service(service.name())
                        .createdAt(window.filter())
                        .maxResults(maxResults)
                        .nextToken(token)
                        .overrideConfiguration(AwsCalls.READ)
                        .build(),
                "service/" + service,
                this::listPage);
        return new HistoryReading.Page(page.serviceDeployments(), page.nextToken());
    }

    /** A service that isn't there, or that another product deploys, has no deployments here. */
    private ListServiceDeploymentsResponse listPage(ListServiceDeploymentsRequest request) {
        try {
            return calls.ecs().listServiceDeployments(request);
        } catch (ServiceNotFoundException | UnsupportedFeatureException e) {
            if (OwnCode.of(e).isEmpty()) {
                throw e;
            }
            return ListServiceDeploymentsResponse.builder().build();
        }
    }

    /** Looks at deployments that are known by their rollouts' names; one that isn't known is absent. */
    Map<DeploymentId, Deployment> look(ServiceId service, Set<DeploymentId> ids) {
        var found = new LinkedHashMap<DeploymentId, Deployment>();
        for (KnownDeployment seen : look(service, arns(ids))) {
            found.put(seen.deployment().id(), seen.deployment());
        }
        return found;
    }

    /** Looks at deployments by their ARNs. */
    List<KnownDeployment> look(ServiceId service, Collection<String> arns) {
        List<KnownDeployment> found = InParallel.batches(
                        arns,
                        AT_ONCE,
                        batch -> calls.ecs(
                                DescribeServiceDeploymentsRequest.builder()
                                        .serviceDeploymentArns(batch)
                                        .overrideConfiguration(AwsCalls.READ)
                                        .build(),
                                "service/" + service,
                                calls.ecs()::describeServiceDeployments))
                .stream()
                .flatMap(answer -> answer.serviceDeployments().stream())
                .map(KnownDeployment::of)
                .toList();
        long now = nanoTime.getAsLong();
        found.forEach(seen -> remember(seen, now));
        return found;
    }

    private synchronized List<String> arns(Set<DeploymentId> ids) {
        return known.values().stream()
                .map(Memory::seen)
                .filter(k -> ids.contains(k.deployment().id()))
                .map(KnownDeployment::arn)
                .toList();
    }

    /** Returns what is known of the deployment with {@code arn}. */
    synchronized Optional<KnownDeployment> known(String arn) {
        return Optional.ofNullable(known.get(arn)).map(Memory::seen);
    }

    /**
     * Returns {@code id}, which ECS lists as a rollout by that name, as a look of the last moments shows it: since an older one it
     * may have come to a lifecycle hook, or passed it.
     */
    Optional<KnownDeployment> asOfNow(ServiceId service, DeploymentId id) {
        List<String> arns = arns(Set.of(id));
        if (arns.isEmpty()) {
            learnAll(service);
            arns = arns(Set.of(id));
        }
        if (arns.isEmpty()) {
            return Optional.empty();
        }
        String arn = arns.get(0);
        return wasJustLookedAt(arn)
                ? known(arn)
                : look(service, List.of(arn)).stream().findFirst();
    }

    private synchronized boolean wasJustLookedAt(String arn) {
        Memory memory = known.get(arn);
        return memory != null
                && memory.lookedAt != null
                && nanoTime.getAsLong() - memory.lookedAt <= LOOK_VALID_FOR.toNanos();
    }

    /** @param lookedAt null where it was listed, which tells less than a closer look did */
    private synchronized void remember(KnownDeployment seen, @Nullable Long lookedAt) {
        Memory before = known.get(seen.arn());
        known.put(
                seen.arn(),
                lookedAt == null && before != null
                        ? new Memory(seen.keeping(before.seen), before.lookedAt)
                        : new Memory(seen, lookedAt));
        while (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
