package io.incidentiq.rollback.procedure;

/**
 * A service that a runbook names in letters, where another runbook would leave a place to fill in. The name in a health
 * address may be an alias, or a part of the host's name that no service has.
 *
 * @param what which part of the rollback names it
 */
public record NamedService(What what, String name, Source source) {
    /** A part of the rollback. */
    public enum What {
        /** The command that rolls back. */
        WRITE,
        /** A dimension of the metric that is judged. */
        METRIC,
        /** The address that is asked for health. */
        HEALTH
    }
}
