package io.incidentiq.simulator;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.MigrationFinding;

/** One revision of the simulated service: what it is made of, and how it does. Immutable. */
public final class Release {
    private final int number;
    private final String content;
    private final String tag;
    private final String build;
    private final double errorRatePercent;
    private final DefinitionStatus status;
    private final MigrationFinding migration;

    private Release(
            int number, Make make, double errorRatePercent, DefinitionStatus status, MigrationFinding migration) {
        this.number = number;
        this.content = make.content;
        this.tag = make.tag;
        this.build = make.build;
        this.errorRatePercent = errorRatePercent;
        this.status = status;
        this.migration = migration;
    }

    private record Make(String content, String tag, String build) {}

    /** Returns an ACTIVE revision with content and image of its own that serves at 0.4 % errors. */
    public static Release of(int number) {
        String own = "1." + number + ".0";
        return new Release(
                number,
                new Make("content-" + number, own, own),
                0.4,
                DefinitionStatus.ACTIVE,
                MigrationFinding.UNKNOWN);
    }

    private Make make() {
        return new Make(content, tag, build);
    }

    /** Returns a copy that serves at 8.5 % errors. */
    public Release bad() {
        return withErrorRate(8.5);
    }

    /** Returns a copy that serves at this share of errors, in percent. */
    public Release withErrorRate(double percent) {
        return new Release(number, make(), percent, status, migration);
    }

    /** Returns a copy with another status of its definition. */
    public Release withStatus(DefinitionStatus newStatus) {
        return new Release(number, make(), errorRatePercent, newStatus, migration);
    }

    /** Returns a copy whose image reference ends in this tag; what it was built from stays its own. */
    public Release withTag(String newTag) {
        return new Release(number, new Make(content, newTag, build), errorRatePercent, status, migration);
    }

    /** Returns a copy with the image of another revision, so that only the configuration differs. */
    public Release withImageOf(Release other) {
        return new Release(number, new Make(content, other.tag, other.build), errorRatePercent, status, migration);
    }

    /** Returns a copy with everything of another revision but its number. */
    public Release withContentOf(Release other) {
        return new Release(number, other.make(), errorRatePercent, status, migration);
    }

    /** Returns a copy of which the inspector knows this. */
    public Release withMigration(MigrationFinding finding) {
        return new Release(number, make(), errorRatePercent, status, finding);
    }

    int number() {
        return number;
    }

    String content() {
        return content + "/" + tag;
    }

    String tag() {
        return tag;
    }

    String build() {
        return build;
    }

    double errorRatePercent() {
        return errorRatePercent;
    }

    DefinitionStatus status() {
        return status;
    }

    MigrationFinding migration() {
        return migration;
    }
}
