package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.defaults.InMemoryRollbackStore;
import io.incidentiq.rollback.port.RollbackStore;

class InMemoryRollbackStoreContractTest extends RollbackStoreContract {
    @Override
    protected RollbackStore store() {
        return InMemoryRollbackStore.create();
    }
}
