package io.incidentiq.runbook;

/** How risky the migrations of a service make its rollback, as the runbook says. */
public enum Risk {
    /** No risk. */
    NONE,
    /** Low risk. */
    LOW,
    /** Medium risk, written MED or MEDIUM. */
    MED,
    /** High risk. */
    HIGH,
    /** None of those words, or nothing; what was written is in {@link RiskRating#text()}. */
    UNREADABLE
}
