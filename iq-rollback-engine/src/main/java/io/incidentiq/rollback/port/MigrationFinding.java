package io.incidentiq.rollback.port;

/**
 * Whether a revision brought a database migration.
 *
 * @param evidence where that is known from, for people; empty for UNKNOWN
 */
public record MigrationFinding(Kind kind, String evidence) {
    /** Nothing is known about the revision. */
    public static final MigrationFinding UNKNOWN = new MigrationFinding(Kind.UNKNOWN, "");

    /** The answer in a word. */
    public enum Kind {
        NONE,
        PRESENT,
        UNKNOWN
    }
}
