package io.incidentiq.aws.wire;

import java.time.Instant;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** One call as the simulator lists it under {@code /_simulator/calls}. */
record WireCall(Instant at, String operation, int status, String effect) {
    static WireCall of(JsonNode entry) {
        return new WireCall(
                Instant.parse(text(entry, "time")),
                text(entry, "operation"),
                Integer.parseInt(entry.field("status").orElseThrow().asNumber()),
                text(entry, "effect"));
    }

    private static String text(JsonNode entry, String name) {
        return entry.field(name).map(JsonNode::asString).orElse("");
    }

    boolean toEcs() {
        return !operation.equals("GetMetricData");
    }

    /** Returns the permission that it takes. */
    String action() {
        return (toEcs() ? "ecs:" : "cloudwatch:") + operation;
    }

    boolean writes() {
        return operation.equals("UpdateService")
                || operation.equals("StopServiceDeployment")
                || operation.equals("ContinueServiceDeployment");
    }

    /** Returns whether the platform began a deployment or a rollback because of it. */
    boolean effective() {
        return effect.startsWith("deployment ") || effect.startsWith("rollback ");
    }
}
