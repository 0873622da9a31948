package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be deployed: a family's task definitions, and the image registry that their tags point into. */
final class Catalog {
    static final int PORT = 8080;
    static final String CONTAINER = "web";
    private static final String SIDECAR = "sidecar";

    private final String family;
    private final InstantSource clock;
    private final Map<Integer, Entry> entries = new TreeMap<>(Comparator.reverseOrder());
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, Release> pushed = new HashMap<>();
    private final Map<Integer, Integer> places = new HashMap<>();

    /** {@code deregisteredAt} is null while ACTIVE. */
    private record Entry(
            Release release, Instant registeredAt, @Nullable Instant deregisteredAt) {
        DefinitionStatus status() {
            return deregisteredAt == null ? DefinitionStatus.ACTIVE : DefinitionStatus.INACTIVE;
        }
    }

    Catalog(String family, InstantSource clock) {
        this.family = family;
        this.clock = clock;
    }

    /** Adds a definition, and pushes its image: the reference points at it from now on. */
    void register(Release release) {
        entries.put(release.number(), new Entry(release, clock.instant(), null));
        pushed.put(release.image(family), release);
        digests.put(
                release.image(family),
                "sha256:" + sha256(family + " build " + release.content().build()));
        Optional.ofNullable(release.content().sidecarImage())
                .ifPresent(image -> digests.put(image, "sha256:" + sha256(image)));
    }

    /** Adds a definition whose image was pushed by somebody before; returns its id. */
    RevisionId write(List<ContainerDefinition> containers, String environment) {
        int number = entries.keySet().stream().findFirst().orElse(0) + 1;
        Release release = likeEarlier(containers, environment).written(number, containers, environment);
        entries.put(number, new Entry(release, clock.instant(), null));
        containers.forEach(container -> digests.putIfAbsent(container.image(), "sha256:" + sha256(container.image())));
        return id(number);
    }

    private Release likeEarlier(List<ContainerDefinition> containers, String environment) {
        Comparator<Release> sameEnvironmentFirst =
                Comparator.comparing(release -> !release.content().environment().equals(environment));
        return entries.values().stream()
                .map(Entry::release)
                .filter(release -> containers(release)
                        .get(0)
                        .image()
                        .equals(containers.get(0).image()))
                .min(sameEnvironmentFirst.thenComparing(Release::number))
                .orElse(Release.good(1));
    }

    void deregister(int number) {
        entries.computeIfPresent(
                number,
                (n, entry) -> entry.deregisteredAt == null
                        ? new Entry(entry.release, entry.registeredAt, clock.instant())
                        : entry);
    }

    void limitPlaces(int number, int limit) {
        places.put(number, limit);
    }

    /** Returns how many tasks of one rollout find a place. */
    int places(int number) {
        return places.getOrDefault(number, release(number).places());
    }

    RevisionId id(int number) {
        return new RevisionId(family, number);
    }

    Release release(int number) {
        return entry(number).release;
    }

    /** Returns how tasks of a definition behave that start now: as the image does that its tag points at. */
    Release acting(int number) {
        Release said = release(number);
        Release behind = pushed.getOrDefault(said.image(family), said);
        return behind.content().build() == said.content().build() ? said : behind;
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

    Optional<TaskDefinition> definition(RevisionId id) {
        return Optional.ofNullable(id.family().equals(family) ? entries.get(id.number()) : null)
                .map(this::definition);
    }

    private TaskDefinition definition(Entry entry) {
        return new TaskDefinition(
                id(entry.release.number()),
                entry.status(),
                containers(entry.release),
                sha256(containers(entry.release) + entry.release.content().environment()),
                entry.registeredAt);
    }

    /** Returns all there are, newest first. */
    List<SimulatedDefinition> definitions() {
        return entries.values().stream()
                .map(entry -> new SimulatedDefinition(
                        definition(entry),
                        entry.release.content().environment(),
                        entry.release.migrations(),
                        entry.deregisteredAt))
                .toList();
    }

    /** Returns the ACTIVE revisions, newest first. */
    List<RevisionId> active() {
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

    private List<ContainerDefinition> containers(Release release) {
        if (!release.content().written().isEmpty()) {
            return release.content().written();
        }
        var containers = new ArrayList<ContainerDefinition>();
        containers.add(new ContainerDefinition(CONTAINER, release.image(family), List.of(PORT)));
        Optional.ofNullable(release.content().sidecarImage())
                .ifPresent(image -> containers.add(new ContainerDefinition(SIDECAR, image, List.of())));
        return containers;
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
