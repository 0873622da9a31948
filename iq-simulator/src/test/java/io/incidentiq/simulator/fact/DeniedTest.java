package io.incidentiq.simulator.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeniedTest {
    private static final ServiceId SERVICE = new ServiceId(Simulation.CLUSTER, "api-gateway");

    @ParameterizedTest
    @EnumSource(Denial.class)
    void withDenied_update_saysWhyAndDoesNothing(Denial why) {
        Simulation simulation =
                Simulation.of(Scenario.named("bad-deploy").withDenied("UpdateService", why), 1, SERVICE);

        assertThatThrownBy(() -> simulation.registry().update(SERVICE, new RevisionId("api-gateway", 41)))
                .isInstanceOf(ProviderException.class)
                .hasMessage(why.message("ecs:UpdateService", "*"))
                .returns(ProviderException.Kind.DENIED, e -> ((ProviderException) e).kind());
        assertThat(simulation.effectiveDeployments()).isZero();
        assertThat(simulation.registry().describe(Set.of(SERVICE))).hasSize(1);
    }

    @Test
    void message_explicitDeny_isAwsWording() {
        assertThat(Denial.SERVICE_CONTROL_POLICY.message("ecs:UpdateService", "arn:x"))
                .isEqualTo(
                        "User: arn:aws:sts::123456789012:assumed-role/ops-readonly/drill is not authorized to perform:"
                                + " ecs:UpdateService on resource: arn:x with an explicit deny in a service control policy");
        assertThat(Denial.NO_SESSION_POLICY.message("ecs:UpdateService", "arn:x"))
                .endsWith("because no session policy allows the ecs:UpdateService action");
    }
}
