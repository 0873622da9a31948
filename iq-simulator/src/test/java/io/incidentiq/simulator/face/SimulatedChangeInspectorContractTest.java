package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.ChangeInspectorContract;
import io.incidentiq.simulator.GatewayDrill;
import java.util.Map;

class SimulatedChangeInspectorContractTest extends ChangeInspectorContract {
    private final ChangeInspector inspector =
            GatewayDrill.of("migration-found").simulation().inspector();

    @Override
    protected ChangeInspector inspector() {
        return inspector;
    }

    @Override
    protected ServiceId service() {
        return GatewayDrill.GATEWAY;
    }

    @Override
    protected Map<RevisionId, MigrationFinding.Kind> known() {
        return Map.of(
                GatewayDrill.revision(41), MigrationFinding.Kind.UNKNOWN,
                GatewayDrill.revision(42), MigrationFinding.Kind.PRESENT);
    }
}
