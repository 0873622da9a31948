package io.incidentiq.simulator;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.testkit.ServiceRegistryContract;

class SimulatedRegistryContractTest extends ServiceRegistryContract {
    @Override
    protected ServiceRegistry registry() {
        return Drill.of("inactive-previous").simulation().registry();
    }

    @Override
    protected ServiceId service() {
        return Drill.GATEWAY;
    }

    @Override
    protected RevisionId otherRevision() {
        return Drill.revision(40);
    }

    @Override
    protected RevisionId inactiveRevision() {
        return Drill.revision(41);
    }

    @Override
    protected ServiceRevisionId unknownServiceRevision() {
        return new ServiceRevisionId("service-revision/api-gateway/never-made");
    }
}
