package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.util.Map;

class UnknownChangeInspectorContractTest extends ChangeInspectorContract {
    @Override
    protected ChangeInspector inspector() {
        return ChangeInspector.unknown();
    }

    @Override
    protected ServiceId service() {
        return new ServiceId("production", "payments");
    }

    @Override
    protected Map<RevisionId, MigrationFinding.Kind> known() {
        return Map.of();
    }
}
