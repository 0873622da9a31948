package io.incidentiq.rollback.internal.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeployerTest {
    private static final Set<DeploymentMethod> OTHERS =
            EnumSet.of(DeploymentMethod.CODE_DEPLOY, DeploymentMethod.EXTERNAL);

    @ParameterizedTest
    @EnumSource(DeploymentMethod.class)
    void isElsewhere_aMethod_isWhereAnotherProductOrTheOwnerDeploys(DeploymentMethod method) {
        assertThat(new Deployer(method, List.of(), List.of()).isElsewhere()).isEqualTo(OTHERS.contains(method));
    }
}
