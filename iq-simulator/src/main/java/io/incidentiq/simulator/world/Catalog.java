package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.simulator.fact.StartFailure;
import io.incidentiq.simulator.scenario.Content;
import io.incidentiq.simulator.scenario.ReleaseSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be deployed: a family's task definitions, and the image registry that their tags point into. */
public final class Catalog {
    private final String family;
    private final InstantSource clock;
    private final Map<Integer, Entry> entries = new TreeMap<>(Comparator.reverseOrder());
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, ReleaseSpec> pushed = new HashMap<>();
    private int pushes;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Map<Integer, StartFailure> startFailures = new HashMap<>();

    /** {@code deregisteredAt} is null while ACTIVE. */
    private record Entry(
            ReleaseSpec release,
            Instant registeredAt,
            @Nullable Instant deregisteredAt) {
        DefinitionStatus status() {
            return deregisteredAt == null ? DefinitionStatus.ACTIVE : DefinitionStatus.INACTIVE;
        }
    }

    Catalog(String family, InstantSource clock) {
        this.family = family;
        this.clock = clock;
    }

    /** Adds a definition, and pushes its images: their references point at them from now on. */
    public void register(ReleaseSpec release) {
        entries.put(release.number(), new Entry(release, clock.instant(), null));
        push(release);
    }

    /** Pushes the images of a release that isn't registered: what its references say are these from now on. */
    public void push(ReleaseSpec release) {
        pushes++;
        Content content = release.content();
        String reference = content.reference(family);
        pushed.put(reference, release);
        digests.put(
                reference,
                "sha256:" + sha256(family + " build " + content.image().build()));
        for (Content.Sidecar sidecar : content.sidecars()) {
            String build = sidecar.floating() ? " push " + pushes : "";
            digests.put(sidecar.image(), "sha256:" + sha256(sidecar.image() + build));
        }
    }

    /** Adds a definition whose image was pushed by somebody before; returns its id. */
    public RevisionId write(List<ContainerDefinition> containers, String environment) {
        int number = entries.keySet().stream().findFirst().orElse(0) + 1;
        ReleaseSpec release = likeEarlier(containers, environment).written(number, containers, environment);
        entries.put(number, new Entry(release, clock.instant(), null));
        containers.forEach(container -> digests.putIfAbsent(container.image(), "sha256:" + sha256(container.image())));
        return id(number);
    }

    private ReleaseSpec likeEarlier(List<ContainerDefinition> containers, String environment) {
        Comparator<ReleaseSpec> sameEnvironmentFirst =
                Comparator.comparing(release -> !release.content().environment().equals(environment));
        return entries.values().stream()
                .map(Entry::release)
                .filter(release -> containers(release)
                        .get(0)
                        .image()
                        .equals(containers.get(0).image()))
                .min(sameEnvironmentFirst.thenComparing(ReleaseSpec::number))
                .orElse(ReleaseSpec.good(1));
    }

    public void deregister(int number) {
        entries.computeIfPresent(
                number,
                (n, entry) -> entry.deregisteredAt == null
                        ? new Entry(entry.release, entry.registeredAt, clock.instant())
                        : entry);
    }

    public void limitPlaces(int number, int limit) {
        places.put(number, limit);
    }

    /** Returns how many tasks of one rollout find a place. */
    int places(int number) {
        return places.getOrDefault(number, release(number).behaviour().places());
    }

    public void failStarts(int number, StartFailure why) {
        startFailures.put(number, why);
    }

    public void startAgain(int number) {
        startFailures.remove(number);
    }

    /** Returns why no task of a definition starts; empty where they do. */
    Optional<StartFailure> startFailure(int number) {
        return Optional.ofNullable(startFailures.get(number));
    }

    RevisionId id(int number) {
        return new RevisionId(family, number);
    }

    public ReleaseSpec release(int number) {
        return entry(number).release;
    }

    /** Returns how tasks of a definition behave that start now: as the image does that its tag points at. */
    ReleaseSpec acting(int number) {
        ReleaseSpec said = release(number);
        ReleaseSpec behind = pushed.getOrDefault(said.content().reference(family), said);
        return behind.content().image().build() == said.content().image().build() ? said : behind;
    }

    /** @throws ProviderException {@code REJECTED} unless there is an ACTIVE definition of that number */
    private Entry deployable(int number) {
        Entry entry = entries.get(number);
        if (entry == null || entry.status() != DefinitionStatus.ACTIVE) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "task definition %s:%d is %s: expected an ACTIVE one"
                            .formatted(family, number, entry == null ? "unknown" : entry.status()));
        }
        return entry;
    }

    /**
     * Returns the images of a definition as its tags resolve now.
     *
     * @throws ProviderException {@code REJECTED} unless there is an ACTIVE definition of that number
     */
    List<Image> resolve(int number) {
        return containers(deployable(number).release).stream()
                .map(container -> new Image(container.name(), container.image(), digests.get(container.image())))
                .toList();
    }

    public Optional<TaskDefinition> definition(RevisionId id) {
        return Optional.ofNullable(id.family().equals(family) ? entries.get(id.number()) : null)
                .map(this::definition);
    }

    private TaskDefinition definition(Entry entry) {
        return new TaskDefinition(
                id(entry.release.number()),
                entry.status(),
                containers(entry.release),
                fingerprint(entry.release),
                entry.registeredAt,
                labels(entry.release.content().marks()));
    }

    /** Labels are part of what a definition says, tags aren't. */
    private String fingerprint(ReleaseSpec release) {
        Content content = release.content();
        Map<String, String> labels = content.marks().labels();
        return sha256(containers(release) + content.environment() + (labels.isEmpty() ? "" : labels));
    }

    private static Map<String, String> labels(Content.Marks marks) {
        var all = new TreeMap<>(marks.labels());
        all.putAll(marks.tags());
        return all;
    }

    /** Returns all there are, newest first. */
    List<SimulatedDefinition> definitions() {
        return entries.values().stream()
                .map(entry -> new SimulatedDefinition(
                        definition(entry),
                        entry.release.content().environment(),
                        entry.release.migrations(),
                        entry.deregisteredAt,
                        entry.release.content().marks().labels(),
                        entry.release.content().marks().tags()))
                .toList();
    }

    /** Returns the ACTIVE revisions, newest first. */
    public List<RevisionId> active() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().status() == DefinitionStatus.ACTIVE)
                .map(entry -> id(entry.getKey()))
                .toList();
    }

    private Entry entry(int number) {
        Entry entry = entries.get(number);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "revision %s:%d: expected one that the scenario has registered before".formatted(family, number));
        }
        return entry;
    }

    private List<ContainerDefinition> containers(ReleaseSpec release) {
        return release.content().containers(family);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
