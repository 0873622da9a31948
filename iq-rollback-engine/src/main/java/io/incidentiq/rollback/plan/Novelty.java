package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a deployment started something that its service had not run before: new definition content, or new image digests. */
enum Novelty {
    NEW,
    KNOWN,
    /** What ran before is not known well enough to tell. */
    UNPROVEN;

    /** Returns what tells the images of {@code revision} apart from others': digests, or tags where none is recorded. */
    static String imagesOf(ServiceRevision revision) {
        return revision.images().stream()
                .sorted(Comparator.comparing(Image::container))
                .map(i -> i.container() + "=" + (i.resolved() == null ? i.reference() : i.resolved()))
                .collect(Collectors.joining("|"));
    }

    /** Judges one deployment after another, in the order of their creation. */
    static final class Judge {
        private final Facts facts;
        private final Map<ServiceRevision, String> before = new LinkedHashMap<>();
        private final Map<String, Integer> highest = new LinkedHashMap<>();
        private boolean gaps;

        Judge(Facts facts) {
            this.facts = facts;
            this.gaps = facts.serviceIsOlderThanHistory();
        }

        /** @param started null where the platform doesn't tell */
        Novelty next(@Nullable ServiceRevision started) {
            if (started == null) {
                gaps = true;
                return UNPROVEN;
            }
            String images = imagesOf(started);
            Novelty novelty = of(started, images);
            before.put(started, images);
            highest.merge(started.definition().family(), started.definition().number(), Math::max);
            return novelty;
        }

        private Novelty of(ServiceRevision started, String images) {
            boolean doubt = gaps && goesDown(started.definition());
            for (Map.Entry<ServiceRevision, String> earlier : before.entrySet()) {
                if (!earlier.getValue().equals(images)) {
                    continue;
                }
                RevisionId ran = earlier.getKey().definition();
                TaskDefinition one = facts.definition(ran);
                TaskDefinition other = facts.definition(started.definition());
                if (ran.equals(started.definition())) {
                    return KNOWN;
                } else if (one == null || other == null) {
                    doubt = true;
                } else if (one.fingerprint().equals(other.fingerprint())) {
                    return KNOWN;
                }
            }
            return doubt ? UNPROVEN : NEW;
        }

        /** Whoever goes down goes back, as far as anybody knows. */
        private boolean goesDown(RevisionId definition) {
            return definition.number() < highest.getOrDefault(definition.family(), 0);
        }
    }
}
