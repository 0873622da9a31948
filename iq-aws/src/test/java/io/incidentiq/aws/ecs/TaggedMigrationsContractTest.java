package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding.Kind;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.ChangeInspectorContract;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Tag;

class TaggedMigrationsContractTest extends ChangeInspectorContract {
    private final FakeEcs ecs = FakeEcs.calm();

    private void tag(int revision, String value) {
        ecs.tags.put(
                "payments:" + revision,
                List.of(Tag.builder().key(TaggedMigrations.TAG).value(value).build()));
    }

    @Override
    protected ChangeInspector inspector() {
        tag(40, "none");
        tag(41, "present");
        return EcsServiceRegistry.of(ecs).migrationsByTag();
    }

    @Override
    protected ServiceId service() {
        return new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);
    }

    @Override
    protected Map<RevisionId, Kind> known() {
        return Map.of(
                new RevisionId("payments", 39), Kind.UNKNOWN,
                new RevisionId("payments", 40), Kind.NONE,
                new RevisionId("payments", 41), Kind.PRESENT);
    }
}
