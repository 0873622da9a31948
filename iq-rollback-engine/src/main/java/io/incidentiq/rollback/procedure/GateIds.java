package io.incidentiq.rollback.procedure;

import java.util.List;

/**
 * The ids of the gates that the engine has evidence for; any other gate comes from a checklist and is a person's to confirm. Each is a
 * reason of the same code, too.
 */
public final class GateIds {
    /** The suspect's time fits the incident's. */
    public static final String DEPLOYMENT_CORRELATES = "deployment-correlates";

    /** There is a revision to go back to. */
    public static final String TARGET_IDENTIFIED = "target-identified";

    /** The team knows. */
    public static final String TEAM_NOTIFIED = "team-notified";

    /** Nothing after the target migrated a database. */
    public static final String NO_MIGRATIONS = "no-migrations";

    /** Somebody else's deployment is in progress. */
    public static final String FOREIGN_DEPLOYMENT = "foreign-deployment";

    /** There is still something to undo. */
    public static final String INCIDENT_ONGOING = "incident-ongoing";

    /** Some containers would start another image than the recorded one. */
    public static final String MOVED_TAG = "moved-tag";

    /** The alarm is about another service or cluster. */
    public static final String INCIDENT_ELSEWHERE = "incident-elsewhere";

    /** The runbook names another service. */
    public static final String RUNBOOK_ELSEWHERE = "runbook-elsewhere";

    /** All of them: a plan of some service can have each without its runbook saying so. */
    public static final List<String> ALL = List.of(
            DEPLOYMENT_CORRELATES,
            TARGET_IDENTIFIED,
            TEAM_NOTIFIED,
            NO_MIGRATIONS,
            FOREIGN_DEPLOYMENT,
            INCIDENT_ONGOING,
            MOVED_TAG,
            INCIDENT_ELSEWHERE,
            RUNBOOK_ELSEWHERE);

    private GateIds() {}
}
