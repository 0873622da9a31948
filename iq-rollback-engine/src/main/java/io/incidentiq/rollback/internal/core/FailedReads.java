package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could not be read of late: a deadline that passes, and a verdict without a last look, have to name it. */
final class FailedReads {
    private final Facts facts;
    private final List<String> warnings;
    private @Nullable String service;
    private @Nullable String images;
    private boolean imagesDenied;

    /** What asking again may not help is added to {@code warnings}, once each. */
    FailedReads(Facts facts, List<String> warnings) {
        this.facts = facts;
        this.warnings = warnings;
    }

    void read(Query query, Answer answer) {
        String trouble = answer instanceof Answer.Failed failed ? failed.message() : null;
        if (query instanceof Query.ServiceNow) {
            service = trouble;
        } else if (query instanceof Query.ServiceRevisions) {
            images = trouble;
            imagesDenied = answer instanceof Answer.Failed failed && !failed.retryable();
        }
        if (answer instanceof Answer.Failed failed && !failed.retryable()) {
            String warning = "could not be read: " + failed.message();
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    /** Returns what was seen last, when, and what has kept from seeing more since. */
    String lastSeen() {
        String when = facts.seenAt()
                .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        String since = service == null ? "" : "; since then it could not be looked at: " + service;
        return "last seen%s: %s%s"
                .formatted(when, Rollouts.words(facts.snapshot().orElse(null)), since);
    }

    /** Returns whether asking for the images again will not help. */
    boolean imagesDenied() {
        return imagesDenied;
    }

    /** Returns why the images were not compared, for one whose comparison is still due. */
    String images() {
        return "its images were not compared: " + Optional.ofNullable(images).orElse("they were not answered");
    }
}
