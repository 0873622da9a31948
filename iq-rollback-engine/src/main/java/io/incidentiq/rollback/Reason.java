package io.incidentiq.rollback;

import java.util.Locale;
import java.util.Optional;

/** Why a rollback ended as it did. The codes are stable. */
public enum Reason {
    SUSPECT_UNKNOWN("the engine cannot tell which deployment is the bad one"),
    NO_CANDIDATE("every earlier revision of this service has an objection, or there is none"),
    INCIDENT_ELSEWHERE("the alarm is about another service, cluster, account or Region"),
    OTHER_ACCOUNT("the service is in another account than the expected one, or the account is unknown"),
    INCIDENT_ONGOING("the incident seems over, a newer release does well, or the alarm is muted"),
    RUNBOOK_ELSEWHERE("the runbook is about another service"),
    OPEN_GATES("several checklist items need a person"),
    DEPLOYMENT_CORRELATES("the suspect's time does not fit the incident's"),
    TARGET_IDENTIFIED("the target rests on weak evidence"),
    NO_MIGRATIONS("a database migration is found, or cannot be ruled out"),
    TEAM_NOTIFIED("the start message could not be sent"),
    FOREIGN_DEPLOYMENT("somebody else's deployment is in progress"),
    MOVED_TAG("an image tag of the target points elsewhere now"),
    UNRECOGNISED_ITEM("a checklist item that is not recognised needs a person"),
    PLAN_STALE("the service changed after the plan was made"),
    UNKNOWN_SERVICE("the cluster has no such service"),
    UNKNOWN_CLUSTER("there is no such cluster"),
    SERVICE_INACTIVE("the service is being deleted"),
    UNKNOWN_STATE("the service or its deployment is in a state that this version does not know"),
    UNSUPPORTED_METHOD("the engine cannot update a service that deploys like this"),
    TARGET_UNFIT("the named target fails its checks"),
    TIMEOUT_TOO_SHORT("the timeout is shorter than the two looks that mitigation needs"),
    IN_PROGRESS_ELSEWHERE("another rollback of this service is under way"),
    PROVIDER_UNAVAILABLE("the platform could not be read"),
    PROVIDER_DENIED("the platform does not allow it"),
    PLATFORM_TARGET_REJECTED("the platform is rolling back to a revision that fails its checks"),
    PLATFORM_ROLLBACK_FAILED("the platform's own rollback failed"),
    OTHER_TARGET("the platform returned to another revision than planned"),
    WRITE_REJECTED("the platform refused the write"),
    WRITE_UNKNOWN("the engine cannot tell whether the write took effect"),
    STORE_UNAVAILABLE("the store gave no lease, or could not store the intent"),
    TIMEOUT("the target did not take over in time"),
    PERMANENT_TASK_FAILURE("the target's tasks cannot start"),
    ROLLOUT_FAILED("the platform ended our deployment as failed"),
    ROLLBACK_REVERTED("the platform rolled our deployment back"),
    WRONG_IMAGE("the images that run differ from the recorded ones"),
    SERVICE_GONE("the service disappeared"),
    IMAGE_UNKNOWN("the images that run could not be compared"),
    NOTHING_RUNS("the service is scaled to zero"),
    ALREADY_ON_TARGET("the target already ran; the checks could not tell whether it is good"),
    NOT_AWAITED("the caller did not wait for the verification"),
    NO_DATA("too few data for health or error rate"),
    METRIC_BLIND("the metric does not show this incident, so it cannot show the recovery"),
    TOO_LITTLE_TRAFFIC("too few requests to show that the error rate is back"),
    NO_CHECKS("the runbook names no check"),
    ERROR_RATE_HIGH("the error rate stayed up"),
    UNHEALTHY("the health endpoint says so"),
    SUPERSEDED("somebody else deployed"),
    CANCELLED("the caller cancelled"),
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
