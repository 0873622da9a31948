package io.incidentiq.rollback.port;

/** Where a deployment stands in the platform's history. */
public enum DeploymentState {
    PENDING,
    IN_PROGRESS,
    STOP_REQUESTED,
    ROLLBACK_REQUESTED,
    ROLLBACK_IN_PROGRESS,
    /** A state that this version doesn't know: nothing is written, and nothing concluded from it. */
    UNKNOWN,
    SUCCESSFUL,
    STOPPED,
    ROLLBACK_SUCCESSFUL,
    ROLLBACK_FAILED;

    /** Returns whether nothing more will happen in this deployment. */
    public boolean terminal() {
        return compareTo(SUCCESSFUL) >= 0;
    }

    /** Returns whether the platform is returning, or was asked to return, to what ran before. */
    public boolean rollingBack() {
        return this == ROLLBACK_REQUESTED || this == ROLLBACK_IN_PROGRESS || this == STOP_REQUESTED;
    }
}
