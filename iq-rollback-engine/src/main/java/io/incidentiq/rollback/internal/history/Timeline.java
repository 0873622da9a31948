package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service's deployments in the order of their creation, told apart by what they started. */
public final class Timeline {
    private final Facts facts;
    private final List<Entry> entries;
    private final IdentityHashMap<ServiceRevision, String> contents = new IdentityHashMap<>();

    /**
     * One deployment.
     *
     * @param started null if the platform no longer knows what it was
     * @param anew whether it brought back the newest release, which the service had left
     */
    public record Entry(Deployment deployment, @Nullable ServiceRevision started, Novelty.Found found, boolean anew) {
        /** Returns whether it began a release, or brought one back that the service had left: that is what can be a suspect. */
        public boolean eligible() {
            return found.novelty() == Novelty.NEW || anew;
        }

        /** Returns whether it may have begun a release. */
        public boolean mayBeEligible() {
            return eligible() || found.novelty() == Novelty.UNPROVEN;
        }

        /** Returns whether the service was asked to run something that is older than its newest release. */
        public boolean goesBack() {
            return found.novelty() == Novelty.RETURN;
        }

        public boolean sameRelease(Entry other) {
            return found.release() == other.found.release();
        }

        public Instant createdAt() {
            return deployment.createdAt();
        }

        public boolean of(RevisionId revision) {
            return started != null && started.definition().equals(revision);
        }
    }

    /** A stretch of time in which one revision served alone; {@code to} is when the next deployment began, or now. */
    public record Served(ServiceRevision revision, Instant from, Instant to) {}

    private Timeline(Facts facts, List<Entry> entries) {
        this.facts = facts;
        this.entries = List.copyOf(entries);
    }

    public static Timeline of(Facts facts) {
        var entries = new ArrayList<Entry>();
        var judge = new Novelty.Judge(facts);
        var served = new ArrayList<Integer>();
        for (Deployment deployment : facts.history().deployments()) {
            ServiceRevision started = facts.serviceRevision(deployment.started());
            Novelty.Found found = judge.next(started);
            boolean left = served.contains(found.release()) && served.get(served.size() - 1) != found.release();
            entries.add(new Entry(deployment, started, found, left && found.novelty() == Novelty.AGAIN));
            if (deployment.state() == DeploymentState.SUCCESSFUL) {
                served.add(found.release());
            }
        }
        return new Timeline(facts, entries);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Returns the deployment that began the release of {@code entry}, or that last brought it back after the service had left it. */
    public Entry first(Entry entry) {
        return entries.stream()
                .filter(e -> e.sameRelease(entry) && e.mayBeEligible())
                .reduce((older, newer) -> newer)
                .orElse(entry);
    }

    /** Returns every deployment that started what {@code suspect} did, oldest first. */
    public List<Deployment> ofRelease(Suspect suspect) {
        return entries.stream()
                .filter(e -> e.started() != null && sameContent(e.started(), suspect.revision()))
                .map(Entry::deployment)
                .toList();
    }

    /** Returns the newest deployment of the release of {@code entry}. */
    public Entry newest(Entry entry) {
        return entries.stream()
                .filter(entry::sameRelease)
                .reduce((older, newer) -> newer)
                .orElse(entry);
    }

    /** Returns the release, or what may be one, that {@code entry} took back: the newest that began before it. */
    public Optional<Entry> takenBackBy(Entry entry) {
        return entries.stream()
                .filter(e -> e.mayBeEligible() && e.createdAt().isBefore(entry.createdAt()))
                .reduce((older, newer) -> newer);
    }

    /** Returns the later release from which the service was brought back to that of {@code entry}, where it runs because of that. */
    public Optional<Entry> leftFor(Entry entry) {
        return current().flatMap(c -> {
            if (c.goesBack() && c.sameRelease(entry)) {
                return takenBackBy(c);
            }
            ServiceRevisionId to = c.deployment().rolledBackTo();
            ServiceRevision returned = to == null ? null : facts.serviceRevision(to);
            boolean back = returned != null && entry.started() != null && sameContent(returned, entry.started());
            return back && !c.sameRelease(entry) ? Optional.of(c) : Optional.empty();
        });
    }

    Optional<Entry> find(DeploymentId id) {
        return entries.stream().filter(e -> e.deployment().id().equals(id)).findFirst();
    }

    /**
     * Returns the deployment that the service is on, or was last asked for. A rollout that undoes one belongs to that one, whatever
     * its name: it may bear that of the deployment which first started the same. Empty while the history doesn't know yet what the
     * service shows: an older deployment must not be taken for it.
     */
    public Optional<Entry> current() {
        Optional<Rollout> primary = facts.snapshot().flatMap(s -> s.primary());
        Optional<Entry> named = primary.flatMap(
                r -> Optional.ofNullable(r.rollbackOf()).flatMap(this::find).or(() -> find(r.id())));
        return named.or(() -> entries.isEmpty() || newerThanHistory(facts)
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1)));
    }

    /** Returns whether the service shows a deployment that its history, read beside it, doesn't know yet. */
    public static boolean newerThanHistory(Facts facts) {
        List<Deployment> known = facts.history().deployments();
        return !known.isEmpty()
                && facts.snapshot()
                        .flatMap(s -> s.primary())
                        .filter(r ->
                                known.stream().noneMatch(d -> d.id().equals(r.id()) || d.id().equals(r.rollbackOf())))
                        .filter(r -> r.createdAt()
                                .isAfter(known.get(known.size() - 1).createdAt()))
                        .isPresent();
    }

    /** Returns what the primary rollout runs; empty where the platform doesn't tell. */
    public Optional<ServiceRevision> running() {
        Optional<Rollout> primary = facts.snapshot().flatMap(s -> s.primary());
        return primary.map(Rollout::serviceRevision).map(facts::serviceRevision);
    }

    /** Returns whether both would start the same content and the same images. */
    public boolean sameContent(ServiceRevision one, ServiceRevision other) {
        return contentOf(one).equals(contentOf(other));
    }

    /** Returns what ended well before {@code instant}, the newest success first, each content once. */
    public List<Served> successesBefore(Instant instant) {
        var newestFirst = new ArrayList<Served>();
        var seen = new HashSet<String>();
        for (Served served : served(Instant.MAX).stream()
                .sorted(Comparator.comparing(Served::from).reversed())
                .toList()) {
            if (served.from().isBefore(instant)
                    && seen.add(served.revision().definition() + contentOf(served.revision()))) {
                newestFirst.add(served);
            }
        }
        return newestFirst;
    }

    /** Returns every stretch in which something served alone, oldest first; the last one ends at {@code now}. */
    public List<Served> served(Instant now) {
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

    /**
     * Returns whether the service went from {@code revision} back to something that it had run before it, and {@code revision} has
     * not served for {@code well} since, up to {@code now}.
     */
    public boolean wasRolledBackFrom(ServiceRevision revision, Duration well, Instant now) {
        Instant left = null;
        for (int i = 0; i < entries.size(); i++) {
            left = leaves(i, revision) ? entries.get(i).createdAt() : left;
        }
        if (left == null) {
            return false;
        }
        Instant since = left;
        return served(now).stream()
                .filter(s -> s.from().isAfter(since) && sameContent(s.revision(), revision))
                .noneMatch(s -> Duration.between(s.from(), s.to()).compareTo(well) >= 0);
    }

    private boolean leaves(int index, ServiceRevision revision) {
        Entry entry = entries.get(index);
        ServiceRevision started = entry.started();
        if (started == null) {
            return false;
        }
        if (entry.deployment().rolledBackTo() != null && sameContent(started, revision)) {
            return true;
        }
        return entry.goesBack()
                && !sameContent(started, revision)
                && cameAfter(revision, started)
                && lastBefore(index).filter(s -> sameContent(s, revision)).isPresent();
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
    public Optional<Instant> firstDeployed(ServiceRevision revision) {
        return entries.stream()
                .filter(e -> e.started() != null && sameContent(e.started(), revision))
                .map(Entry::createdAt)
                .findFirst();
    }

    /** Returns when the service was first asked to go back to something old after {@code suspect}; empty if it never was. */
    public Optional<Instant> undoneAt(Deployment suspect) {
        if (suspect.rolledBackTo() != null) {
            return Optional.ofNullable(suspect.finishedAt());
        }
        return entries.stream()
                .filter(e -> e.goesBack() && e.createdAt().isAfter(suspect.createdAt()))
                .map(Entry::createdAt)
                .findFirst();
    }

    /**
     * Returns when the service began to leave what {@code suspect} started: when the deployment that replaced it was created, or the
     * platform was done undoing it; empty while it still serves.
     */
    public Optional<Instant> leftAt(Suspect suspect) {
        return entries.stream()
                .filter(e -> !e.createdAt().isBefore(suspect.deployment().createdAt()))
                .filter(e -> leaves(e.deployment(), suspect))
                .map(e -> e.deployment().rolledBackTo() == null
                        ? e.createdAt()
                        : Objects.requireNonNull(e.deployment().finishedAt()))
                .findFirst();
    }

    private boolean leaves(Deployment deployment, Suspect suspect) {
        ServiceRevisionId left = deployment.succeededWith();
        ServiceRevision runs = left == null ? null : facts.serviceRevision(left);
        return runs != null && deployment.finishedAt() != null && !sameContent(runs, suspect.revision());
    }

    /** Asked again and again of the same few revisions. */
    private String contentOf(ServiceRevision revision) {
        return contents.computeIfAbsent(revision, r -> {
            TaskDefinition definition = facts.definition(r.definition());
            String definitionPart = definition == null ? r.definition().toString() : definition.fingerprint();
            return definitionPart + '|' + Novelty.imagesOf(r);
        });
    }
}
