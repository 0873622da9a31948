package io.incidentiq.rollback;

import io.incidentiq.rollback.port.DeploymentId;
import org.jspecify.annotations.Nullable;

/**
 * What will be asked of the platform.
 *
 * @param deployment the deployment to follow or to stop; null for UPDATE and NONE
 */
public record Action(Kind kind, @Nullable DeploymentId deployment) {
    /** The ways to return. */
    public enum Kind {
        /** The target runs already: it is only judged. */
        NONE,
        /** The platform, or somebody, is already on the way to the target: it is watched and judged. */
        FOLLOW,
        /** The suspect, still in progress, is stopped, and the platform returns to the target. */
        STOP,
        /** The target's definition is deployed. */
        UPDATE
    }

    /** Nothing is written: the target runs already. */
    public static final Action NONE = new Action(Kind.NONE, null);
    /** The target's definition is deployed. */
    public static final Action UPDATE = new Action(Kind.UPDATE, null);

    /** Returns whether anything is written. */
    public boolean writes() {
        return kind == Kind.STOP || kind == Kind.UPDATE;
    }
}
