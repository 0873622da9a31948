package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.ChangeInspectorContract;
import java.util.Map;

class SimulatedChangeInspectorContractTest extends ChangeInspectorContract {
    private final ChangeInspector inspector =
            Drill.of("migration-found").simulation().inspector();

    @Override
    protected ChangeInspector inspector() {
        return inspector;
    }

    @Override
    protected ServiceId service() {
        return Drill.GATEWAY;
    }

    @Override
    protected Map<RevisionId, MigrationFinding.Kind> known() {
        return Map.of(
                Drill.revision(41), MigrationFinding.Kind.UNKNOWN,
                Drill.revision(42), MigrationFinding.Kind.PRESENT);
    }
}
