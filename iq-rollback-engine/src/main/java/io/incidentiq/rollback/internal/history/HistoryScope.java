package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far into a long history planning looks: at what ran last rather than at what was deployed last, so that a row of failed
 * deployments doesn't hide the successes before it.
 */
public record HistoryScope(Facts facts, Settings settings) {
    /** Ten calls of twenty, side by side: enough to tell what a busy service ran before. */
    private static final int NEWEST_DEPLOYMENTS = Defaults.NEWEST_DEPLOYMENTS.count();

    private static final int NEWEST_SUCCESSES = Defaults.NEWEST_SUCCESSES.count();
    private static final int LATEST = 2;

    /** As many as a service can have candidates, with its suspect and what was tried last. */
    private static final int DEFINITIONS = Defaults.CANDIDATES.count() + LATEST;

    /** How many of the newest deployments are told apart from what only looks like them. */
    private static final int TOLD_APART = 5;

    private static final int LOOKALIKES = 12;

    /** Returns what the newest deployments started, what the newest successes left running, and what runs. */
    public Set<ServiceRevisionId> serviceRevisions() {
        List<Deployment> all = facts.history().deployments();
        Stream<ServiceRevisionId> newest =
                all.subList(Math.max(0, all.size() - NEWEST_DEPLOYMENTS), all.size()).stream()
                        .flatMap(d -> Stream.of(Optional.of(d.started()), Optional.ofNullable(d.rolledBackTo())))
                        .flatMap(Optional::stream);
        Stream<ServiceRevisionId> successes = successes().limit(NEWEST_SUCCESSES);
        Stream<ServiceRevisionId> running = facts.snapshot().stream()
                .flatMap(s -> s.rollouts().stream())
                .map(Rollout::serviceRevision)
                .flatMap(Stream::ofNullable);
        return Stream.of(newest, successes, running)
                .flatMap(s -> s)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the newest deployments that the platform undid or may undo, where the history leaves out what it returned to. */
    public Set<DeploymentId> unclear() {
        return facts.history().deployments().stream()
                .filter(d -> d.rolledBackTo() == null && mayReturn(d.state()))
                .sorted(Comparator.comparing(Deployment::createdAt).reversed())
                .limit(NEWEST_DEPLOYMENTS)
                .map(Deployment::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean mayReturn(DeploymentState state) {
        return !state.terminal()
                || state == DeploymentState.ROLLBACK_SUCCESSFUL
                || state == DeploymentState.ROLLBACK_FAILED;
    }

    /** Returns the definitions that matter most: what runs, what the request names, what was tried last, then the newest successes. */
    public Set<RevisionId> definitions() {
        Optional<RevisionId> primary =
                facts.snapshot().flatMap(s -> s.primary()).map(Rollout::definition);
        Stream<RevisionId> named = primary.stream()
                .flatMap(p -> Stream.of(
                                settings.request().suspect(), settings.request().target())
                        .flatMap(Optional::stream)
                        .flatMap(text -> parsed(text, p.family()).stream()));
        Stream<RevisionId> latest = facts.history().deployments().stream()
                .sorted(Comparator.comparing(Deployment::createdAt).reversed())
                .limit(LATEST)
                .map(d -> definition(d.started()))
                .filter(Objects::nonNull);
        Set<RevisionId> all = Stream.of(primary.stream(), named, latest, definitions(successes()))
                .flatMap(s -> s)
                .distinct()
                .limit(DEFINITIONS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        definitions(successesBeforeTheIncident())
                .limit(Defaults.CANDIDATES.count())
                .forEach(all::add);
        lookalikes().filter(id -> !all.contains(id)).limit(LOOKALIKES).toList().forEach(all::add);
        return all;
    }

    /** Same images under another number: only the definitions tell whether that is something new ({@link Novelty}). */
    private Stream<RevisionId> lookalikes() {
        List<ServiceRevision> newestFirst = facts.history().deployments().stream()
                .sorted(Comparator.comparing(Deployment::createdAt).reversed())
                .map(d -> facts.serviceRevision(d.started()))
                .flatMap(Stream::ofNullable)
                .toList();
        Set<String> newest =
                newestFirst.stream().limit(TOLD_APART).map(Novelty::imagesOf).collect(Collectors.toSet());
        Map<String, List<RevisionId>> byImages = newestFirst.stream()
                .filter(r -> newest.contains(Novelty.imagesOf(r)))
                .collect(Collectors.groupingBy(
                        Novelty::imagesOf,
                        LinkedHashMap::new,
                        Collectors.mapping(ServiceRevision::definition, Collectors.toList())));
        return byImages.values().stream()
                .map(ids -> ids.stream().distinct().toList())
                .filter(ids -> ids.size() > 1)
                .flatMap(List::stream);
    }

    /** However many releases followed: what ran before the fault is what may be returned to. */
    private Stream<ServiceRevisionId> successesBeforeTheIncident() {
        Optional<Instant> start = settings.request().incidentStart();
        return start.isEmpty() ? Stream.empty() : successes(d -> !d.createdAt().isAfter(start.get()));
    }

    private Stream<ServiceRevisionId> successes() {
        return successes(d -> true);
    }

    private Stream<ServiceRevisionId> successes(Predicate<Deployment> which) {
        return facts.history().deployments().stream()
                .filter(d -> d.finishedAt() != null && which.test(d))
                .sorted(Comparator.comparing((Deployment d) -> Objects.requireNonNull(d.finishedAt()))
                        .reversed())
                .map(Deployment::succeededWith)
                .flatMap(Stream::ofNullable)
                .distinct();
    }

    private Stream<RevisionId> definitions(Stream<ServiceRevisionId> ids) {
        return ids.map(this::definition).flatMap(Stream::ofNullable).distinct();
    }

    private @Nullable RevisionId definition(ServiceRevisionId id) {
        ServiceRevision revision = facts.serviceRevision(id);
        return revision == null ? null : revision.definition();
    }

    private static Optional<RevisionId> parsed(String text, String family) {
        try {
            return Optional.of(RevisionId.parse(text, family));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
