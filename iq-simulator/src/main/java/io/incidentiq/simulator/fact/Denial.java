package io.incidentiq.simulator.fact;

/** Which policy denies a call in a drill, in the words of AWS. */
public enum Denial {
    /** No policy of the caller allows it. */
    NO_IDENTITY_POLICY(Denial.NO_POLICY.formatted("identity-based")),
    /** A policy of the caller denies it. */
    IDENTITY_POLICY(Denial.EXPLICIT.formatted("an identity-based")),
    /** No policy of the resource allows it. */
    NO_RESOURCE_POLICY(Denial.NO_POLICY.formatted("resource-based")),
    /** No policy of the organisation allows it. */
    NO_SERVICE_CONTROL_POLICY(Denial.NO_POLICY.formatted("service control")),
    /** A policy of the organisation denies it. */
    SERVICE_CONTROL_POLICY(Denial.EXPLICIT.formatted("a service control")),
    /** The boundary of the caller's permissions doesn't allow it. */
    NO_PERMISSIONS_BOUNDARY("because no permissions boundary allows the {action} action"),
    /** The boundary of the caller's permissions denies it. */
    PERMISSIONS_BOUNDARY("with an explicit deny in a permissions boundary"),
    /** The policy of the caller's session doesn't allow it. */
    NO_SESSION_POLICY(Denial.NO_POLICY.formatted("session")),
    /** The policy of the caller's session denies it. */
    SESSION_POLICY(Denial.EXPLICIT.formatted("a session")),
    /** The endpoint in the caller's network doesn't allow it. */
    NO_ENDPOINT_POLICY(Denial.NO_POLICY.formatted("VPC endpoint"));

    /** Who calls in a drill. */
    private static final String CALLER = "arn:aws:sts::123456789012:assumed-role/ops-readonly/drill";

    private static final String NO_POLICY = "because no %s policy allows the {action} action";
    private static final String EXPLICIT = "with an explicit deny in %s policy";

    private final String why;

    Denial(String why) {
        this.why = why;
    }

    /**
     * Returns AWS's message.
     *
     * @param action such as {@code ecs:UpdateService}
     * @param resource an ARN, or {@code *}
     */
    public String message(String action, String resource) {
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(CALLER, action, resource, why.replace("{action}", action));
    }
}
