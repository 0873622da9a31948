package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.testkit.ServiceRegistryContract;
import io.incidentiq.simulator.GatewayDrill;

class SimulatedRegistryContractTest extends ServiceRegistryContract {
    @Override
    protected ServiceRegistry registry() {
        return GatewayDrill.of("inactive-previous").simulation().registry();
    }

    @Override
    protected ServiceId service() {
        return GatewayDrill.GATEWAY;
    }

    @Override
    protected RevisionId otherRevision() {
        return GatewayDrill.revision(40);
    }

    @Override
    protected RevisionId inactiveRevision() {
        return GatewayDrill.revision(41);
    }

    @Override
    protected ServiceRevisionId unknownServiceRevision() {
        return new ServiceRevisionId("service-revision/api-gateway/never-made");
    }
}
