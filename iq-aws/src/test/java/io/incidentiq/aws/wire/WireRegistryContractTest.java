package io.incidentiq.aws.wire;

import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.testkit.ServiceRegistryContract;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

class WireRegistryContractTest extends ServiceRegistryContract {
    private final WireDrill drill = WireDrill.of(
            Scenario.named("inactive-previous"),
            AwsSimulatorOptions.defaults().withSpeed(0.001),
            Apache5HttpClient.create());

    @AfterEach
    void close() {
        drill.close();
    }

    @Override
    protected ServiceRegistry registry() {
        return EcsServiceRegistry.of(drill.ecs());
    }

    @Override
    protected ServiceId service() {
        return WireDrill.GATEWAY;
    }

    @Override
    protected RevisionId otherRevision() {
        return new RevisionId(WireDrill.SERVICE, 40);
    }

    @Override
    protected RevisionId inactiveRevision() {
        return new RevisionId(WireDrill.SERVICE, 41);
    }

    @Override
    protected ServiceRevisionId unknownServiceRevision() {
        return new ServiceRevisionId("arn:aws:ecs:us-east-1:123456789012:service-revision/production/api-gateway/1");
    }
}
