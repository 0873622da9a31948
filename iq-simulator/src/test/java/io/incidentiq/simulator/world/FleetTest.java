package io.incidentiq.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One engine and many rollbacks at once. */
class FleetTest {
    private static final int SIZE = 100;

    private final List<String> names =
            IntStream.range(0, SIZE).mapToObj(i -> "service-" + i).toList();
    private final Simulation simulation = Simulation.of(
            Scenario.named("bad-deploy").withServices(Set.copyOf(names)),
            1,
            names.stream()
                    .map(name -> new ServiceId(Simulation.CLUSTER, name))
                    .collect(Collectors.toUnmodifiableSet()));

    @Test
    void start_manyAtOnce_allRollBack() throws InterruptedException {
        var started = new AtomicInteger();
        RollbackEngine engine = Drills.engine(simulation)
                // the simulated probe looks for an endpoint among all services, which would be most of this test's time
                .health(endpoint -> new HealthAnswer(HealthAnswer.Status.HEALTHY, "200"))
                .ids(() -> "drill-" + started.incrementAndGet())
                .build();

        List<RollbackPlan> plans = new ArrayList<>();
        for (String name : names) {
            plans.add(engine.plan(Drills.procedure(), request(name)));
        }
        List<Rollback> underWay = plans.stream().map(engine::start).toList();
        List<RollbackReport> reports = new ArrayList<>();
        for (Rollback rollback : underWay) {
            reports.add(rollback.await());
        }

        assertThat(reports).extracting(RollbackReport::outcome).hasSize(SIZE).containsOnly(Outcome.ROLLED_BACK);
        assertThat(simulation.effectiveDeployments()).isEqualTo(SIZE);
    }

    private RollbackRequest request(String name) {
        var id = new ServiceId(Simulation.CLUSTER, name);
        return RollbackRequest.of(name)
                .requestedBy("alice", "5xx")
                .with(new Statement("no-migrations", "alice", "none", false))
                .withHealthUrl(simulation.healthUrl(id).orElseThrow())
                .withIncidentStart(simulation.incidentStart().orElseThrow());
    }
}
