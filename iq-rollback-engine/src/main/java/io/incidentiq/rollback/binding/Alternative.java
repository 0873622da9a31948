package io.incidentiq.rollback.binding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways to roll back that a runbook has.
 *
 * @param line of its write, counted from 1
 * @param cluster as it is written out; null if it is left open
 * @param service as it is written out; null if it is left open
 * @param region as it is written out; null if it is left open
 */
public record Alternative(
        int line,
        @Nullable String cluster,
        @Nullable String service,
        @Nullable String region) {

    /** Returns {@code line 31 (cluster production, service payments)}. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        names.add(cluster == null ? "any cluster" : "cluster " + cluster);
        names.add(service == null ? "any service" : "service " + service);
        if (region != null) {
            names.add("Region " + region);
        }
        return "line %d (%s)".formatted(line, String.join(", ", names));
    }
}
