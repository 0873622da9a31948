package io.incidentiq.aws.wire;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding.Kind;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.ChangeInspectorContract;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

class WireMigrationsContractTest extends ChangeInspectorContract {
    private final WireDrill drill = WireDrill.of(
            Scenario.named("migration-found"),
            AwsSimulatorOptions.defaults().withSpeed(0.001),
            Apache5HttpClient.create());

    @AfterEach
    void close() {
        drill.close();
    }

    @Override
    protected ChangeInspector inspector() {
        return drill.aws().inspector();
    }

    @Override
    protected ServiceId service() {
        return WireDrill.GATEWAY;
    }

    @Override
    protected Map<RevisionId, Kind> known() {
        return Map.of(
                new RevisionId(WireDrill.SERVICE, 41), Kind.UNKNOWN,
                new RevisionId(WireDrill.SERVICE, 42), Kind.PRESENT);
    }
}
