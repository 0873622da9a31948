package io.incidentiq.simulator.aws.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request that an operation acts on. A member beside them is refused, so that no member is ever ignored. A path such as
 * {@code createdAt.after} also accepts {@code createdAt}, and of it nothing else; a path without others below it accepts all below it.
 */
public record Accepted(Set<String> paths) {
    public Accepted {
        paths = Set.copyOf(paths);
    }

    /**
     * Refuses what is not accepted.
     *
     * @throws AwsError {@code UnsupportedFeatureException}, or CloudWatch's like of it, if the request says something else
     */
    public void require(Request request, Body body) {
        members(request, "", body.members());
    }

    /** Returns the name of the token by which pages are asked for; null where the answer has no pages. */
    @Nullable
    public String token() {
        return Stream.of("nextToken", "NextToken")
                .filter(paths::contains)
                .findFirst()
                .orElse(null);
    }

    private void members(Request request, String prefix, Map<?, ?> members) {
        members.forEach((name, value) -> {
            if (says(value)) {
                member(request, prefix + name, value);
            }
        });
    }

    private void member(Request request, String path, Object value) {
        boolean partly = paths.stream().anyMatch(accepted -> accepted.startsWith(path + "."));
        if (!partly && !paths.contains(path)) {
            throw refused(request, path);
        }
        if (partly) {
            List<?> parts = value instanceof List<?> list ? list : List.of(value);
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map) {
                    members(request, path + ".", map);
                }
            }
        }
    }

    private static boolean says(@Nullable Object value) {
        boolean empty =
                (value instanceof List<?> list && list.isEmpty()) || (value instanceof Map<?, ?> map && map.isEmpty());
        return value != null && !empty;
    }

    private static AwsError refused(Request request, String path) {
        boolean ecs = request.protocol() == Protocol.ECS_JSON;
        return AwsError.of(
                ecs ? "UnsupportedFeatureException" : "InvalidParameterValueException",
                "The simulated %s does not support the parameter %s of %s."
                        .formatted(ecs ? "ECS" : "CloudWatch", path, request.operation()));
    }
}
