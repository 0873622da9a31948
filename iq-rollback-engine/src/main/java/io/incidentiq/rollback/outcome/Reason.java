package io.incidentiq.rollback.outcome;

import java.util.Locale;
import java.util.Optional;

/** Why a rollback ended as it did. The codes are stable. */
public enum Reason {
    SUSPECT_UNKNOWN("no deployment could be told to be the bad one"),
    NO_CANDIDATE("no earlier success of this service is fit to run"),
    INCIDENT_ELSEWHERE("the alarm is about another service, cluster, account or Region"),
    OTHER_ACCOUNT("the service is in another account than the one expected"),
    INCIDENT_ONGOING("the incident seems over"),
    RUNBOOK_ELSEWHERE("the runbook is about another service"),
    OPEN_GATES("several checklist items need a person"),
    DEPLOYMENT_CORRELATES("the suspect's time does not fit the incident's"),
    TARGET_IDENTIFIED("the target rests on weak evidence"),
    NO_MIGRATIONS("a database migration is found, or not ruled out"),
    TEAM_NOTIFIED("the team could not be told"),
    FOREIGN_DEPLOYMENT("somebody else's deployment is in progress"),
    MOVED_TAG("an image tag of the target points elsewhere now"),
    UNRECOGNISED_ITEM("a checklist item needs a person"),
    PLAN_STALE("the service changed after the plan was made"),
    UNKNOWN_SERVICE("the cluster has no such service"),
    UNKNOWN_CLUSTER("there is no such cluster"),
    SERVICE_INACTIVE("the service is being deleted"),
    UNKNOWN_STATE("the service or its deployment is in a state that this version does not know"),
    UNSUPPORTED_METHOD("this way of deploying is not ours to write to"),
    TARGET_UNFIT("the named target fails its checks"),
    TIMEOUT_TOO_SHORT("the deployment strategy alone takes longer than the timeout"),
    IN_PROGRESS_ELSEWHERE("another rollback of this service is under way"),
    PROVIDER_UNAVAILABLE("the platform could not be asked"),
    PROVIDER_DENIED("the platform does not allow it"),
    PLATFORM_TARGET_REJECTED("the platform is rolling back to a revision that fails its checks"),
    PLATFORM_ROLLBACK_FAILED("the platform's own rollback failed"),
    OTHER_TARGET("the platform returned to another revision than planned"),
    WRITE_REJECTED("the platform refused the write"),
    WRITE_UNKNOWN("it could not be told whether the write took effect"),
    STORE_UNAVAILABLE("the intent could not be stored"),
    TIMEOUT("the target did not take over in time"),
    PERMANENT_TASK_FAILURE("the target's tasks cannot start"),
    ROLLOUT_FAILED("the platform gave our deployment up"),
    ROLLBACK_REVERTED("the platform threw our deployment back"),
    WRONG_IMAGE("other images run than were recorded"),
    SERVICE_GONE("the service disappeared"),
    IMAGE_UNKNOWN("the images that run are not known"),
    NOTHING_RUNS("the service is scaled to zero"),
    ALREADY_ON_TARGET("the target already ran; whether it is good could not be told"),
    NOT_AWAITED("verification was not waited for"),
    NO_DATA("health or error rate could not be told"),
    METRIC_BLIND("the metric does not show this incident"),
    NO_CHECKS("the runbook names no check"),
    ERROR_RATE_HIGH("the error rate stayed up"),
    UNHEALTHY("the health endpoint says so"),
    SUPERSEDED("somebody else deployed"),
    CANCELLED("the caller gave up"),
    INTERNAL_ERROR("a fault of this program ended the rollback");

    private final String meaning;

    Reason(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the stable code, such as {@code no-candidate}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Returns the reason with this code. */
    public static Optional<Reason> of(String code) {
        for (Reason reason : values()) {
            if (reason.code().equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** Returns the code. */
    @Override
    public String toString() {
        return code();
    }
}
