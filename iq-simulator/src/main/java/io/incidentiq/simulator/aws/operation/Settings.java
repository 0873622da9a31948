package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What UpdateService can set beside the task definition. Setting what is set already changes nothing; anything else is refused. */
final class Settings {
    /** The settings that DescribeServices shows. */
    static final Set<String> SHOWN = Set.of(
            "deploymentConfiguration",
            "availabilityZoneRebalancing",
            "deploymentController",
            "enableExecuteCommand",
            "enableECSManagedTags",
            "propagateTags",
            "desiredCount");

    private Settings() {}

    /** @throws AwsError {@code UnsupportedFeatureException} if the request changes a setting of {@code service} */
    static void requireUnchanged(Body request, Tree service) {
        for (String name : SHOWN) {
            Object wanted = request.members().get(name);
            if (wanted != null && !same(wanted, service.members().get(name))) {
                throw AwsError.of(
                        "UnsupportedFeatureException",
                        "The simulated ECS does not support changing %s of a service.".formatted(name));
            }
        }
    }

    private static boolean same(Object wanted, @Nullable Object set) {
        @Nullable Object shown = set instanceof Tree tree ? tree.members() : set;
        if (wanted instanceof Number a && shown instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (wanted instanceof Map<?, ?> parts && shown instanceof Map<?, ?> all) {
            return parts.entrySet().stream()
                    .allMatch(part -> empty(part.getValue()) || same(part.getValue(), all.get(part.getKey())));
        }
        return wanted.equals(shown);
    }

    private static boolean empty(@Nullable Object value) {
        return value == null || (value instanceof List<?> list && list.isEmpty());
    }
}
