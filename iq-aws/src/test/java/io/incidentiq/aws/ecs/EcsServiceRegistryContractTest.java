package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.testkit.ServiceRegistryContract;

class EcsServiceRegistryContractTest extends ServiceRegistryContract {
    @Override
    protected ServiceRegistry registry() {
        return EcsServiceRegistry.of(FakeEcs.calm(), () -> FakeEcs.BEGINNING.plusSeconds(86_400), System::nanoTime);
    }

    @Override
    protected ServiceId service() {
        return new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);
    }

    @Override
    protected RevisionId otherRevision() {
        return new RevisionId(FakeEcs.SERVICE, 40);
    }

    @Override
    protected RevisionId inactiveRevision() {
        return new RevisionId(FakeEcs.SERVICE, 39);
    }

    @Override
    protected ServiceRevisionId unknownServiceRevision() {
        return new ServiceRevisionId(FakeEcs.ARN + "service-revision/production/payments/1");
    }
}
