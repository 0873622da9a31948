package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads from the task definition's tag {@code iq:migrations} whether a revision brought a database migration. */
record TaggedMigrations(Definitions definitions) implements ChangeInspector {
    static final String TAG = "iq:migrations";

    @Override
    public Map<RevisionId, MigrationFinding> migrations(ServiceId service, Set<RevisionId> revisions) {
        var findings = new LinkedHashMap<RevisionId, MigrationFinding>();
        definitions.read(revisions).forEach((id, described) -> findings.put(id, finding(described)));
        return findings;
    }

    /** Another word than the two is not taken for either: a person decides. */
    private static MigrationFinding finding(Definitions.Described described) {
        String value = described.tags().getOrDefault(TAG, "").trim().toLowerCase(Locale.ROOT);
        String evidence = "tag %s=%s of the task definition".formatted(TAG, value);
        return switch (value) {
            case "none" -> new MigrationFinding(MigrationFinding.Kind.NONE, evidence);
            case "present" -> new MigrationFinding(MigrationFinding.Kind.PRESENT, evidence);
            default -> MigrationFinding.UNKNOWN;
        };
    }
}
