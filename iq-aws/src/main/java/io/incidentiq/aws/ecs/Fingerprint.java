package io.incidentiq.aws.ecs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * A hash over all that a task definition would start, so that two revisions can be told apart without keeping their environment.
 * Left out is what a registration adds by itself. ECS returns environment, secrets, ports and the like in any order, so lists of
 * structures are compared as sets; lists of words, such as a command, in order.
 */
final class Fingerprint {
    private static final Set<String> REGISTRATION = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "deleteRequestedAt");

    private Fingerprint() {}

    static String of(TaskDefinition definition) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(structure(definition, REGISTRATION).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String structure(SdkPojo pojo, Set<String> without) {
        var fields = new TreeMap<String, String>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (!without.contains(field.locationName()) && !isNothing(value)) {
                fields.put(field.locationName(), canonical(value));
            }
        }
        return fields.toString();
    }

    /** What was left out, what is null, and what is empty are the same to ECS. */
    private static boolean isNothing(Object value) {
        return value == null
                || (value instanceof Collection<?> c && c.isEmpty())
                || (value instanceof Map<?, ?> m && m.isEmpty());
    }

    private static String canonical(Object value) {
        if (value instanceof SdkPojo pojo) {
            return structure(pojo, Set.of());
        }
        if (value instanceof List<?> list) {
            boolean structures = list.get(0) instanceof SdkPojo;
            List<String> items = list.stream().map(Fingerprint::canonical).toList();
            return (structures ? items.stream().sorted().toList() : items).toString();
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, String>();
            map.forEach((key, item) -> sorted.put(canonical(key), canonical(item)));
            return sorted.toString();
        }
        String text = String.valueOf(value);
        return text.length() + ":" + text;
    }
}
