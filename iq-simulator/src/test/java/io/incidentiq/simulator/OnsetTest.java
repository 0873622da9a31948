package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.procedure.GateIds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metric as evidence where nobody says when the incident began. */
class OnsetTest {
    private static Gate correlation(String scenario, long seed) {
        Simulation simulation = Drills.simulation(scenario, seed);
        try {
            return Drills.engine(simulation)
                    .build()
                    .plan(Drills.procedure(), RollbackRequest.of(Drills.SERVICE))
                    .gate(GateIds.DEPLOYMENT_CORRELATES)
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** In {@code inactive-previous} the target served long ago, with days of healthy minutes since. */
    @ParameterizedTest
    @ValueSource(strings = {"bad-deploy", "inactive-previous", "never-deployed-previous"})
    void plan_withoutIncidentStart_findsTheFaultAndNotChance(String scenario) {
        assertThat(LongStream.rangeClosed(1, 40).mapToObj(seed -> correlation(scenario, seed)))
                .allSatisfy(gate ->
                        assertThat(gate.status()).as("%s", gate.evidence()).isEqualTo(GateStatus.PASSED));
    }
}
