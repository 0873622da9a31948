package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service's deployments in the order of their creation, told apart by what they started. */
final class Timeline {
    private final Facts facts;
    private final List<Entry> entries;

    /**
     * One deployment.
     *
     * @param started null if the platform no longer knows what it was
     */
    record Entry(Deployment deployment, @Nullable ServiceRevision started, Novelty novelty) {
        /** Returns whether it can be a suspect. */
        boolean eligible() {
            return novelty == Novelty.NEW;
        }

        /** Returns whether the service was asked to run something again that it had run before. */
        boolean goesBack() {
            return novelty == Novelty.KNOWN;
        }

        Instant createdAt() {
            return deployment.createdAt();
        }

        boolean of(RevisionId revision) {
            return started != null && started.definition().equals(revision);
        }
    }

    /** A stretch of time in which one revision served; {@code to} is when the next deployment began, or now. */
    record Served(ServiceRevision revision, Instant from, Instant to) {}

    private Timeline(Facts facts, List<Entry> entries) {
        this.facts = facts;
        this.entries = List.copyOf(entries);
    }

    static Timeline of(Facts facts) {
        var entries = new ArrayList<Entry>();
        var judge = new Novelty.Judge(facts);
        for (Deployment deployment : facts.history().deployments()) {
            ServiceRevision started = facts.serviceRevision(deployment.started());
            entries.add(new Entry(deployment, started, judge.next(started)));
        }
        return new Timeline(facts, entries);
    }

    List<Entry> entries() {
        return entries;
    }

    Optional<Entry> find(DeploymentId id) {
        return entries.stream().filter(e -> e.deployment().id().equals(id)).findFirst();
    }

    /**
     * Returns the deployment that the service is on, or was last asked for. A rollout that undoes one belongs to that one, whatever
     * its name: it may bear that of the deployment which first started the same.
     */
    Optional<Entry> current() {
        Optional<Rollout> primary = facts.snapshot().flatMap(s -> s.primary());
        Optional<Entry> named = primary.flatMap(
                r -> Optional.ofNullable(r.rollbackOf()).flatMap(this::find).or(() -> find(r.id())));
        return named.or(() -> entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1)));
    }

    /** Returns what the primary rollout runs; empty where the platform doesn't tell. */
    Optional<ServiceRevision> running() {
        Optional<Rollout> primary = facts.snapshot().flatMap(s -> s.primary());
        return primary.map(Rollout::serviceRevision).map(facts::serviceRevision);
    }

    /** Returns whether both would start the same content and the same images. */
    boolean sameContent(ServiceRevision one, ServiceRevision other) {
        return contentOf(facts, one).equals(contentOf(facts, other));
    }

    /** Returns what ended well before {@code instant}, the newest success first, each content once. */
    List<Served> successesBefore(Instant instant) {
        var newestFirst = new ArrayList<Served>();
        var seen = new HashSet<String>();
        for (Served served : served(Instant.MAX).stream()
                .sorted(Comparator.comparing(Served::from).reversed())
                .toList()) {
            if (served.from().isBefore(instant)
                    && seen.add(served.revision().definition() + contentOf(facts, served.revision()))) {
                newestFirst.add(served);
            }
        }
        return newestFirst;
    }

    /** Returns every stretch in which something served alone, oldest first; the last one ends at {@code now}. */
    List<Served> served(Instant now) {
        var stretches = new ArrayList<Served>();
        for (int i = 0; i < entries.size(); i++) {
            Deployment deployment = entries.get(i).deployment();
            ServiceRevisionId id = deployment.succeededWith();
            ServiceRevision revision = id == null ? null : facts.serviceRevision(id);
            Instant from = deployment.finishedAt();
            if (revision != null && from != null) {
                Instant next = i + 1 < entries.size() ? entries.get(i + 1).createdAt() : now;
                stretches.add(new Served(revision, from, next.isBefore(from) ? from : next));
            }
        }
        return stretches;
    }

    /** Returns whether the service ever went from {@code revision} back to something that it had run before it. */
    boolean wasRolledBackFrom(ServiceRevision revision) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            ServiceRevision started = entry.started();
            if (started == null) {
                continue;
            }
            if (entry.deployment().rolledBackTo() != null && sameContent(started, revision)) {
                return true;
            }
            boolean goesBack = entry.goesBack() && i > 0 && !sameContent(started, revision);
            if (goesBack
                    && cameAfter(revision, started)
                    && lastBefore(i).filter(s -> sameContent(s, revision)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<ServiceRevision> lastBefore(int index) {
        Deployment before = entries.get(index - 1).deployment();
        ServiceRevisionId left = before.rolledBackTo() == null ? before.started() : before.rolledBackTo();
        return Optional.ofNullable(facts.serviceRevision(left));
    }

    private boolean cameAfter(ServiceRevision one, ServiceRevision other) {
        return firstDeployed(one)
                .flatMap(a -> firstDeployed(other).map(a::isAfter))
                .orElse(false);
    }

    /** Returns when this content was first deployed in this service. */
    Optional<Instant> firstDeployed(ServiceRevision revision) {
        return entries.stream()
                .filter(e -> e.started() != null && sameContent(e.started(), revision))
                .map(Entry::createdAt)
                .findFirst();
    }

    /** Returns when the service was first asked to go back to something old after {@code suspect}; empty if it never was. */
    Optional<Instant> undoneAt(Deployment suspect) {
        if (suspect.rolledBackTo() != null) {
            return Optional.ofNullable(suspect.finishedAt());
        }
        return entries.stream()
                .filter(e -> e.goesBack() && e.createdAt().isAfter(suspect.createdAt()))
                .map(Entry::createdAt)
                .findFirst();
    }

    /** Returns the first deployment created after {@code instant}. */
    Optional<Entry> firstAfter(Instant instant) {
        return entries.stream().filter(e -> e.createdAt().isAfter(instant)).findFirst();
    }

    private static String contentOf(Facts facts, ServiceRevision revision) {
        TaskDefinition definition = facts.definition(revision.definition());
        String definitionPart = definition == null ? revision.definition().toString() : definition.fingerprint();
        return definitionPart + '|' + Novelty.imagesOf(revision);
    }
}
