package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which release was built from a commit: the one whose image tag, container label or definition tag holds it. */
public record CommitRule(Facts facts, Timeline timeline) {
    /** How many digits tell a commit apart from a number that only looks like one. */
    private static final int LEAST_DIGITS = 7;

    /** Returns the first deployment of every release that holds {@code sha}, oldest first. */
    public List<Timeline.Entry> releasesOf(String sha) {
        var found = new ArrayList<Timeline.Entry>();
        for (Timeline.Entry entry : timeline.entries()) {
            ServiceRevision started = entry.started();
            if (started != null && holds(started, sha) && found.stream().noneMatch(entry::sameRelease)) {
                found.add(entry);
            }
        }
        return found;
    }

    private boolean holds(ServiceRevision revision, String sha) {
        TaskDefinition definition = facts.definition(revision.definition());
        Map<String, String> labels = definition == null ? Map.of() : definition.labels();
        Stream<String> tags = revision.images().stream().map(i -> tag(i.reference()));
        return Stream.concat(tags, labels.values().stream()).anyMatch(text -> names(text, sha));
    }

    /** Returns what follows the name: a digest is no commit. */
    private static String tag(String reference) {
        String name = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "";
    }

    /** Both may be cut short, so either may begin with the other. */
    private static boolean names(String text, String sha) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^0-9a-f]+"))
                .filter(word -> word.length() >= LEAST_DIGITS)
                .anyMatch(word -> word.startsWith(sha) || sha.startsWith(word));
    }
}
