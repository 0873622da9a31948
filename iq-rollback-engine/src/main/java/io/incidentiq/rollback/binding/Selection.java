package io.incidentiq.rollback.binding;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of several ways to roll back in one runbook is meant, by what each of them names. Immutable. */
public final class Selection {
    private static final Selection ANY = new Selection(null, null, null);

    private final @Nullable String service;
    private final @Nullable String cluster;
    private final @Nullable String region;

    private Selection(@Nullable String service, @Nullable String cluster, @Nullable String region) {
        this.service = service;
        this.cluster = cluster;
        this.region = region;
    }

    /** Returns the selection that prefers nothing: a runbook with several ways that differ can't be bound by it. */
    public static Selection any() {
        return ANY;
    }

    /** Returns the selection with the service to roll back. */
    public Selection withService(String name) {
        return new Selection(Objects.requireNonNull(name, "name"), cluster, region);
    }

    /** Returns the selection with the cluster to work in. */
    public Selection withCluster(String name) {
        return new Selection(service, Objects.requireNonNull(name, "name"), region);
    }

    /** Returns the selection with the Region to work in, such as {@code eu-west-1}. */
    public Selection withRegion(String name) {
        return new Selection(service, cluster, Objects.requireNonNull(name, "name"));
    }

    /** Returns the service; empty if any may be meant. */
    public Optional<String> service() {
        return Optional.ofNullable(service);
    }

    /** Returns the cluster; empty if any may be meant. */
    public Optional<String> cluster() {
        return Optional.ofNullable(cluster);
    }

    /** Returns the Region; empty if any may be meant. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }
}
