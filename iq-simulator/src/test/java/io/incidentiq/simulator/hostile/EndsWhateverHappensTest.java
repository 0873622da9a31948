package io.incidentiq.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.defaults.InMemoryRollbackStore;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.world.SimulatedTime;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of every port in turn hangs, throws an Error, returns null or is rejected by the executor, once or for ever, from every
 * phase on; the clock is set, the machine sleeps. The run ends within its deadlines, with a report that says nothing false of the write.
 */
class EndsWhateverHappensTest {
    /** Planning, announcing, two attempts at the write, three times the timeout, settling, verifying, and what each may wait for a store. */
    private static final Duration DEADLINE = Duration.ofMinutes(150);

    private static final List<Phase> PHASES = List.of(
            Phase.CHECKING,
            Phase.ANNOUNCING,
            Phase.WRITING,
            Phase.SENT,
            Phase.ROLLING_OUT,
            Phase.SETTLING,
            Phase.VERIFYING,
            Phase.CLOSING);

    static Stream<String> methods() {
        return Stream.of(
                        ServiceRegistry.class,
                        MetricsSource.class,
                        HealthProbe.class,
                        ChangeInspector.class,
                        Notifier.class,
                        RollbackStore.class)
                .flatMap(port -> Arrays.stream(port.getMethods())
                        .filter(m -> !Modifier.isStatic(m.getModifiers()))
                        .map(Method::getName)
                        .distinct()
                        .sorted()
                        .map(name -> port.getSimpleName() + "." + name));
    }

    private static RollbackEngineBuilder engine(Simulation simulation, FaultyPorts ports) {
        return RollbackEngine.builder(ports.faulty(ServiceRegistry.class, simulation.registry()))
                .metrics(ports.faulty(MetricsSource.class, simulation.metrics()))
                .health(ports.faulty(HealthProbe.class, simulation.health()))
                .inspector(ports.faulty(ChangeInspector.class, simulation.inspector()))
                .notifier(ports.faulty(Notifier.class, simulation.notifier()))
                .store(ports.faulty(RollbackStore.class, InMemoryRollbackStore.create()))
                .time(ports.time());
    }

    private static RollbackListener at(Phase phase, Runnable what) {
        var done = new ArrayList<Phase>();
        return (event, rollback) -> {
            if (rollback.phase() == phase && done.isEmpty()) {
                done.add(phase);
                what.run();
            }
        };
    }

    /** Returns a plan that is checked again at the start, so that every phase is gone through. */
    private static RollbackPlan oldPlan(Simulation simulation, RollbackEngine engine) throws InterruptedException {
        RollbackPlan plan = engine.plan(Drills.procedure(), Drills.request(simulation));
        ((SimulatedTime) simulation.time())
                .advanceTo(simulation.time().instant().plusSeconds(30));
        return plan;
    }

    private static void assertEnded(String what, Simulation simulation, Instant begun, RollbackReport report) {
        int effective = simulation.effectiveDeployments();
        assertThat(Duration.between(begun, simulation.time().instant()))
                .as("%s: %s", what, report)
                .isLessThan(DEADLINE);
        assertThat(effective).as("%s: %s", what, report).isLessThanOrEqualTo(1);
        if (report.changed() != Changed.UNKNOWN) {
            assertThat(report.changed())
                    .as("%s: %s", what, report)
                    .isEqualTo(effective == 1 ? Changed.YES : Changed.NO);
        }
        if (report.outcome() == Outcome.ROLLED_BACK) {
            assertThat(Drills.running(simulation, report))
                    .as("%s: %s", what, report)
                    .isEqualTo(41);
        }
        assertThat(report.reason()).as("%s: %s", what, report).isNotEqualTo(Optional.of(Reason.INTERNAL_ERROR));
        assertThat(report.toJson()).contains("iq.rollback-report/1");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void run_portFails_endsAndSaysWhatHappened(String method) throws InterruptedException {
        for (FaultyPorts.Fault fault : FaultyPorts.Fault.values()) {
            for (int times : List.of(1, Integer.MAX_VALUE)) {
                for (Phase phase : PHASES) {
                    Simulation simulation = Drills.simulation("bad-deploy", 1);
                    var ports = new FaultyPorts(simulation.time());
                    RollbackEngine engine = engine(simulation, ports)
                            .listener(at(phase, () -> ports.fail(method, fault, times)))
                            .build();
                    RollbackPlan plan = oldPlan(simulation, engine);
                    Instant begun = simulation.time().instant();

                    RollbackReport report = engine.start(plan).await();

                    assertEnded("%s %s x%d from %s".formatted(method, fault, times, phase), simulation, begun, report);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void plan_portFails_endsWithinItsLimit(String method) throws InterruptedException {
        for (FaultyPorts.Fault fault : FaultyPorts.Fault.values()) {
            for (int times : List.of(1, Integer.MAX_VALUE)) {
                Simulation simulation = Drills.simulation("bad-deploy", 1);
                var ports = new FaultyPorts(simulation.time());
                RollbackEngine engine = engine(simulation, ports).build();
                ports.fail(method, fault, times);

                RollbackPlan plan = engine.plan(Drills.procedure(), Drills.request(simulation));

                assertThat(Duration.between(Simulation.START, simulation.time().instant()))
                        .as("%s %s x%d: %s", method, fault, times, plan.ending())
                        .isLessThanOrEqualTo(Duration.ofSeconds(91));
                assertThat(simulation.effectiveDeployments()).isZero();
            }
        }
    }

    @Test
    void plan_aStepThrows_saysSoInThePlan() throws InterruptedException {
        Simulation simulation = Drills.simulation("bad-deploy", 1);
        var ports = new FaultyPorts(simulation.time());
        RollbackEngine engine = engine(simulation, ports).build();
        ports.breakTime(Integer.MAX_VALUE);

        RollbackReport report = engine.run(Drills.procedure(), Drills.request(simulation));

        assertThat(report.reason()).contains(Reason.INTERNAL_ERROR);
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.exitCode()).isEqualTo(70);
    }

    @Test
    void plan_clockIsSetBackWhileNothingAnswers_endsWithinItsLimit() throws InterruptedException {
        Simulation simulation = Drills.simulation("bad-deploy", 1);
        var machine = new FaultyPorts.Machine(simulation.time());
        var ports = new FaultyPorts(machine);
        RollbackListener back = new RollbackListener() {
            private boolean done;

            @Override
            public void happened(RollbackEvent event, RollbackView rollback) {
                // nothing is started
            }

            @Override
            public void unanswered(UnansweredRead read) {
                if (!done) {
                    done = true;
                    machine.setClock(Duration.ofHours(-1));
                }
            }
        };
        RollbackEngine engine = engine(simulation, ports).listener(back).build();
        ports.fail("ServiceRegistry.describe", FaultyPorts.Fault.THROWS_AN_ERROR, Integer.MAX_VALUE);

        RollbackPlan plan = engine.plan(Drills.procedure(), Drills.request(simulation));

        assertThat(plan.ending().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(Duration.between(Simulation.START, simulation.time().instant()))
                .isLessThanOrEqualTo(Duration.ofSeconds(91));
    }

    /** Neither metric, health nor migrations are needed to write. */
    @Test
    void run_whatIsOptionalHangsFromTheStart_writesAllTheSame() throws InterruptedException {
        for (String method : List.of("MetricsSource.read", "HealthProbe.probe")) {
            Simulation simulation = Drills.simulation("bad-deploy", 1);
            var ports = new FaultyPorts(simulation.time());
            RollbackEngine engine = engine(simulation, ports).build();
            ports.fail(method, FaultyPorts.Fault.HANGS, Integer.MAX_VALUE);

            RollbackReport report = engine.run(Drills.procedure(), Drills.request(simulation));

            assertThat(report.changed()).as(method + ": " + report).isEqualTo(Changed.YES);
            assertThat(report.outcome()).as(method).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        }
    }

    @Test
    void run_clockIsSet_endsAndSaysWhatHappened() throws InterruptedException {
        for (Phase phase : PHASES) {
            for (Duration by : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofMinutes(20))) {
                Simulation simulation = Drills.simulation("bad-deploy", 1);
                var machine = new FaultyPorts.Machine(simulation.time());
                RollbackEngine engine = Drills.engine(simulation)
                        .time(machine)
                        .listener(at(phase, () -> machine.setClock(by)))
                        .build();
                RollbackPlan plan = oldPlan(simulation, engine);
                Instant begun = simulation.time().instant();

                RollbackReport report = engine.start(plan).await();

                assertEnded("clock set by %s while %s".formatted(by, phase), simulation, begun, report);
                assertThat(Duration.between(begun, simulation.time().instant()))
                        .as("clock set by %s while %s: %s", by, phase, report)
                        .isLessThan(Duration.ofMinutes(45));
            }
        }
    }

    @Test
    void run_machineSleepsHalfAnHour_looksAgainAndSucceeds() throws InterruptedException {
        for (Phase phase : List.of(Phase.SENT, Phase.ROLLING_OUT, Phase.SETTLING, Phase.VERIFYING, Phase.CLOSING)) {
            Simulation simulation = Drills.simulation("bad-deploy", 1);
            var machine = new FaultyPorts.Machine(simulation.time());
            RollbackEngine engine = Drills.engine(simulation)
                    .time(machine)
                    .listener(at(phase, () -> machine.sleep(Duration.ofMinutes(30))))
                    .build();
            RollbackPlan plan = oldPlan(simulation, engine);
            Instant begun = simulation.time().instant();

            RollbackReport report = engine.start(plan).await();

            assertEnded("asleep while " + phase, simulation, begun, report);
            assertThat(report.outcome())
                    .as("asleep while %s: %s", phase, report)
                    .isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    /** A fault of the engine's own, as a time source that throws brings it about, from any phase on. */
    @Test
    void run_aStepThrows_endsWithInternalErrorAndWhatIsKnown() throws InterruptedException {
        for (Phase phase : PHASES) {
            for (int times : List.of(1, Integer.MAX_VALUE)) {
                Simulation simulation = Drills.simulation("bad-deploy", 1);
                var ports = new FaultyPorts(simulation.time());
                RollbackEngine engine = engine(simulation, ports)
                        .listener(at(phase, () -> ports.breakTime(times)))
                        .build();

                RollbackReport report =
                        engine.start(oldPlan(simulation, engine)).await();

                String what = "x%d from %s: %s".formatted(times, phase, report);
                int effective = simulation.effectiveDeployments();
                if (phase != Phase.CLOSING) {
                    assertThat(report.reason()).as(what).contains(Reason.INTERNAL_ERROR);
                    assertThat(report.exitCode()).as(what).isEqualTo(70);
                    assertThat(report.byHand()).as(what).isNotEmpty();
                }
                if (report.changed() != Changed.UNKNOWN) {
                    assertThat(report.changed()).as(what).isEqualTo(effective == 1 ? Changed.YES : Changed.NO);
                }
            }
        }
    }

    @Test
    void run_aListenerThrows_goesOn() throws InterruptedException {
        Simulation simulation = Drills.simulation("bad-deploy", 1);
        RollbackEngine engine = Drills.engine(simulation)
                .listener(at(Phase.ROLLING_OUT, () -> {
                    throw new FaultyPorts.PortError();
                }))
                .build();

        Rollback rollback = engine.start(oldPlan(simulation, engine));

        assertThat(rollback.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(rollback.view().phase()).isEqualTo(Phase.ENDED);
    }
}
