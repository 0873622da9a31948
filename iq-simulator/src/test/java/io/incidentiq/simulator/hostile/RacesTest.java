package io.incidentiq.simulator.hostile;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a report says of the write and of the outcome against the simulator's calls and its truth, seed by seed.
 * The profile {@code full} plays 200 seeds of each kind.
 */
@Tag("long")
class RacesTest {
    private static final int SEEDS = Boolean.getBoolean("iq.full") ? 200 : 12;

    /** What a seed draws. */
    private record Draw(SplittableRandom random) {
        boolean once() {
            return random.nextBoolean();
        }

        Duration upTo(Duration most) {
            return ofMillis(random.nextLong(most.toMillis()));
        }
    }

    private static Scenario inProgress(Draw draw) {
        return Past.good()
                .withBakeTime(ofMinutes(60))
                .deployed(bad(42), ofMinutes(8).plus(draw.upTo(ofMinutes(8))))
                .withIncidentStarted(ofMinutes(7));
    }

    /** The bad release completes by itself while it is stopped, or is made to win. */
    private static Scenario stopRace(Draw draw) {
        Scenario scenario = switch (draw.random.nextInt(3)) {
            case 0 -> inProgress(draw).withStopOutrun();
            case 1 -> inProgress(draw).withStopTooLate();
            default ->
                Past.good()
                        .withBakeTime(ofMinutes(8).plus(draw.upTo(ofSeconds(30))))
                        .deployed(bad(42), ofMinutes(8))
                        .withIncidentStarted(ofMinutes(7))
                        .withSlowRollbacks(draw.upTo(ofSeconds(30)), Duration.ZERO);
        };
        return draw.once() ? scenario.withOldRolloutReturning() : scenario;
    }

    /** Followed, stopped, or taking back what we deployed: the platform lags each time. */
    private static Scenario laggingPrimary(Draw draw) {
        Scenario scenario = switch (draw.random.nextInt(3)) {
            case 0 -> inProgress(draw).before(draw.upTo(ofMinutes(2)), Change.deploymentAlarmTrips());
            case 1 -> inProgress(draw);
            default ->
                Past.badDeploy()
                        .withTaskStart(ofSeconds(60))
                        .afterWrite(draw.upTo(ofSeconds(40)), Change.breakerTrips());
        };
        scenario = draw.once()
                ? scenario.withLaggingPrimary(draw.upTo(ofMinutes(3)))
                : scenario.withSlowRollbacks(draw.upTo(ofSeconds(10)), draw.upTo(ofMinutes(3)));
        return draw.once() ? scenario.withOldRolloutReturning() : scenario;
    }

    /** Somebody else deploys the target, a fix, or stops the deployment, within two seconds of what we do. */
    private static Scenario twoOperators(Draw draw) {
        Scenario scenario = draw.once() ? inProgress(draw) : Past.badDeploy();
        Change other = switch (draw.random.nextInt(3)) {
            case 0 -> Change.redeploys(41);
            case 1 -> Change.deploys(good(43));
            default -> Change.stopsDeployment();
        };
        Duration when = draw.upTo(ofSeconds(2));
        scenario = draw.once() ? scenario.afterStart(when, other) : scenario.afterWrite(when, other);
        return draw.once() ? scenario.withOldRolloutReturning() : scenario;
    }

    private static List<String> lies(Function<Draw, Scenario> kind) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> lie(kind.apply(new Draw(new SplittableRandom(seed))), seed))
                .filter(lie -> !lie.isEmpty())
                .toList();
    }

    private static String lie(Scenario scenario, long seed) {
        var simulation = Simulation.of(scenario, seed, GatewayDrill.GATEWAY);
        RollbackReport report = Drills.play(simulation, r -> r.withTimeout(ofMinutes(8)));
        String lie = lie(simulation, report);
        return lie.isEmpty() ? "" : "seed %d: %s: %s".formatted(seed, lie, report);
    }

    private static String lie(Simulation simulation, RollbackReport report) {
        int effective = simulation.effectiveDeployments();
        List<Integer> serving =
                simulation.truth().now(GatewayDrill.GATEWAY).orElseThrow().revisions();
        boolean onTarget = serving.equals(List.of(41));
        Reason reason = report.reason().orElse(null);
        if (effective > 1) {
            return effective + " effective deployments";
        }
        boolean no = effective == 0 && !stoppedAlready(simulation);
        if (no ? report.changed() == Changed.YES : report.changed() == Changed.NO) {
            return "changed is said to be %s, %d took effect".formatted(report.changed(), effective);
        }
        long sent = simulation.calls().stream()
                .filter(c -> c.operation().startsWith("stop ") || c.operation().startsWith("update "))
                .count();
        if (sent != report.calls().writes()) {
            return sent + " writes were sent";
        }
        if (report.outcome().success() && !onTarget) {
            return "success, and what serves is " + serving;
        }
        if (reason == Reason.TIMEOUT && onTarget) {
            return "timeout, and the target serves";
        }
        boolean takenBack = Objects.requireNonNull(
                        PackageAccess.platform(simulation).state().get(GatewayDrill.GATEWAY))
                .deployments()
                .stream()
                .anyMatch(RacesTest::isOursAndTakenBack);
        if (reason == Reason.ROLLBACK_REVERTED && !takenBack) {
            return "nothing was taken back";
        }
        boolean other = simulation.calls().isEmpty() || deployedByOthers(simulation);
        return report.outcome() == Outcome.SUPERSEDED && !other ? "nobody else deployed" : "";
    }

    /** {@link Changed#YES} says accepted, and so is a stop of what somebody else has stopped a moment before. */
    private static boolean stoppedAlready(Simulation simulation) {
        boolean stopped =
                simulation.calls().stream().anyMatch(c -> c.operation().startsWith("stop "));
        return stopped
                && Objects.requireNonNull(
                                PackageAccess.platform(simulation).state().get(GatewayDrill.GATEWAY))
                        .deployments()
                        .stream()
                        .anyMatch(d -> d.rolledBackTo() != null);
    }

    private static boolean isOursAndTakenBack(Deployment deployment) {
        return !deployment.createdAt().isBefore(Simulation.START) && deployment.rolledBackTo() != null;
    }

    private static boolean deployedByOthers(Simulation simulation) {
        long since = Objects.requireNonNull(
                        PackageAccess.platform(simulation).state().get(GatewayDrill.GATEWAY))
                .deployments()
                .stream()
                .filter(d -> !d.createdAt().isBefore(Simulation.START))
                .count();
        long ours = simulation.calls().stream()
                .filter(c -> c.operation().startsWith("update "))
                .count();
        return since > ours;
    }

    @Test
    void stopRace_whateverWins_isToldAsItIs() {
        assertThat(lies(RacesTest::stopRace)).isEmpty();
    }

    @Test
    void laggingPrimary_howeverLong_isToldAsItIs() {
        assertThat(lies(RacesTest::laggingPrimary)).isEmpty();
    }

    @Test
    void twoOperators_withinTwoSeconds_isToldAsItIs() {
        assertThat(lies(RacesTest::twoOperators)).isEmpty();
    }
}
