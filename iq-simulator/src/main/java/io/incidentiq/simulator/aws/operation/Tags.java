package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.world.SimulatedDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What resources are tagged with. A definition of which the scenario knows its migrations is tagged with them from the start. */
public final class Tags {
    static final String MIGRATIONS = "iq:migrations";

    private final Map<String, Map<String, String>> byArn = new HashMap<>();

    void add(String arn, List<Body> tags) {
        Map<String, String> known = byArn.computeIfAbsent(arn, key -> new TreeMap<>());
        tags.forEach(tag -> known.put(tag.required("key"), tag.textOr("value", "")));
    }

    List<Tree> of(String arn) {
        return trees(byArn.getOrDefault(arn, Map.of()));
    }

    List<Tree> of(SimulatedDefinition definition, String arn) {
        var tags = new TreeMap<>(definition.tags());
        MigrationFinding.Kind kind = definition.migrations().kind();
        if (kind != MigrationFinding.Kind.UNKNOWN) {
            tags.put(MIGRATIONS, kind.name().toLowerCase(Locale.ROOT));
        }
        tags.putAll(byArn.getOrDefault(arn, Map.of()));
        return trees(tags);
    }

    private static List<Tree> trees(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tree.of("key", tag.getKey()).with("value", tag.getValue()))
                .toList();
    }
}
