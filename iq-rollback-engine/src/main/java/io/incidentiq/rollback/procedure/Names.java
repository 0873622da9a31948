package io.incidentiq.rollback.procedure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook names in letters.
 *
 * @param services those that write, metric and health check name; without what is left to fill in
 * @param clusters those in the metric's dimensions
 * @param frontMatter the services that the runbook says it is for, without {@code all}
 * @param region the Region of the write, such as {@code eu-west-1}; null where it names none
 */
public record Names(
        List<NamedService> services,
        List<Sourced<String>> clusters,
        List<String> frontMatter,
        @Nullable Sourced<String> region) {
    /** Nothing is named. */
    public static final Names NONE = new Names(List.of(), List.of(), List.of(), null);

    /** Copies the lists. */
    public Names {
        services = List.copyOf(services);
        clusters = List.copyOf(clusters);
        frontMatter = List.copyOf(frontMatter);
    }
}
