package io.incidentiq.rollback.port;

/** Who replaces a service's tasks, and how: the platform's deployment controller and strategy in one word. */
public enum DeploymentMethod {
    ROLLING,
    BLUE_GREEN,
    LINEAR,
    CANARY,
    /** Another product deploys this service; the platform refuses a definition from us. */
    CODE_DEPLOY,
    /** The service's owner deploys by task sets; the platform refuses a definition from us. */
    EXTERNAL,
    /** One task per host; the platform neither counts nor replaces them as the others. */
    DAEMON,
    /** A controller or strategy that this version doesn't know; see {@link ServiceSnapshot#methodName}. */
    UNKNOWN
}
