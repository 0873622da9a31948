package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a deployment started, measured by what its service had run before: by definition content and image digests. */
public enum Novelty {
    /** Content or digests that had never run: a release. */
    NEW,
    /** The newest release once more: a pipeline's retry, a forced redeploy, a re-registration. */
    AGAIN,
    /** Something older than the newest release: a rollback. */
    RETURN,
    /** What ran before is not known well enough to tell. */
    UNPROVEN;

    /** Returns what tells the images of {@code revision} apart from others': digests, or tags where none is recorded. */
    public static String imagesOf(ServiceRevision revision) {
        return revision.images().stream()
                .sorted(Comparator.comparing(Image::container))
                .map(i -> i.container() + "=" + (i.resolved() == null ? i.reference() : i.resolved()))
                .collect(Collectors.joining("|"));
    }

    /**
     * What was found of one deployment.
     *
     * @param release equal for deployments of the same content and digests; of its own where that can't be told
     */
    record Found(Novelty novelty, int release) {}

    /** Judges one deployment after another, in the order of their creation. */
    static final class Judge {
        private final Facts facts;
        private final Map<ServiceRevision, Ran> before = new LinkedHashMap<>();
        private final Map<String, Integer> highest = new LinkedHashMap<>();
        private boolean gaps;
        private int releases;
        private int newest = -1;

        private record Ran(String images, int release) {}

        Judge(Facts facts) {
            this.facts = facts;
            this.gaps = facts.serviceIsOlderThanHistory();
        }

        /** @param started null where the platform doesn't tell */
        Found next(@Nullable ServiceRevision started) {
            if (started == null) {
                gaps = true;
                return begins(UNPROVEN);
            }
            String images = imagesOf(started);
            Found found = of(started, images);
            before.put(started, new Ran(images, found.release));
            highest.merge(started.definition().family(), started.definition().number(), Math::max);
            return found;
        }

        private Found begins(Novelty novelty) {
            newest = releases++;
            return new Found(novelty, newest);
        }

        private Found of(ServiceRevision started, String images) {
            boolean doubt = gaps && goesDown(started.definition());
            for (Map.Entry<ServiceRevision, Ran> earlier : before.entrySet()) {
                if (!earlier.getValue().images.equals(images)) {
                    continue;
                }
                RevisionId ran = earlier.getKey().definition();
                TaskDefinition one = facts.definition(ran);
                TaskDefinition other = facts.definition(started.definition());
                boolean known = ran.equals(started.definition())
                        || (one != null && other != null && one.fingerprint().equals(other.fingerprint()));
                if (known) {
                    int release = earlier.getValue().release;
                    return new Found(release == newest ? AGAIN : RETURN, release);
                }
                doubt |= one == null || other == null;
            }
            return begins(doubt ? UNPROVEN : NEW);
        }

        /** Whoever goes down goes back, as far as anybody knows. */
        private boolean goesDown(RevisionId definition) {
            return definition.number() < highest.getOrDefault(definition.family(), 0);
        }
    }
}
