package io.incidentiq.examples.provider;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.testkit.ServiceRegistryContract;

class RouterRegistryContractTest extends ServiceRegistryContract {
    @Override
    protected ServiceRegistry registry() {
        var example = new RouterExample(); // a world of its own for each test: these tests deploy
        example.router().register("checkout", 39, "registry.example/checkout@sha256:39", 0.5);
        example.router().withdraw("checkout", 39);
        return new RouterRegistry(example.router());
    }

    @Override
    protected ServiceId service() {
        return new ServiceId("edge", "checkout"); // at rest on build 41
    }

    @Override
    protected RevisionId otherRevision() {
        return new RevisionId("checkout", 40); // can be deployed, isn't what runs
    }

    @Override
    protected RevisionId inactiveRevision() {
        return new RevisionId("checkout", 39);
    }

    @Override
    protected ServiceRevisionId unknownServiceRevision() {
        return new ServiceRevisionId("checkout:999");
    }
}
