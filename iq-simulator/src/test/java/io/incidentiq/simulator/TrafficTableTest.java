package io.incidentiq.simulator;

import static io.incidentiq.simulator.Simulation.START;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.Statistic;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Every built-in scenario with traffic has its numbers, and ends as its table says. */
class TrafficTableTest {
    private static final int SEEDS = 20;

    @ParameterizedTest(name = "{0}: {3} {4}")
    @CsvFileSource(resources = "/traffic-table.csv", delimiter = '|')
    void run_scenarioWithTraffic_endsAsItsTableSays(
            String scenario, String metric, String statistic, String outcome, String reason, int runs, int exit) {
        Simulation simulation = Drills.simulation(scenario, 1);

        RollbackReport report = Drills.play(
                simulation, Drills.procedure(metric, Statistic.named(statistic).orElseThrow()), r -> r);

        assertThat(report.outcome()).as(report.toString() + report.plan()).hasToString(outcome);
        assertThat(report.reason().map(Object::toString).orElse("-"))
                .as(report.toString())
                .isEqualTo(reason);
        assertThat(Drills.running(simulation, report)).isEqualTo(runs);
        assertThat(report.exitCode()).isEqualTo(exit);
    }

    /** The mean of the points before the suspect, before the start, and from four to nine minutes after a rollback to 41. */
    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            bad-deploy-with-traffic |  0.5 |   5 |  0.5
            low-traffic             |    1 |   3 |    3
            half-recovery           |  0.5 |   5 | 2.75
            self-healed             |  0.4 | 0.4 |  0.4
            regression              |  0.5 |   5 |  0.5
            dependency              |  0.5 |   5 |    5
            percentile-metric       |  307 | 768 |  307
            error-count             |    1 |   1 |    1
            wrong-direction         | 99.5 |  95 | 99.5
            """)
    void scenario_levels_areThoseOfItsName(String scenario, double before, double during, double after) {
        double[] sums = new double[3];
        for (int seed = 1; seed <= SEEDS; seed++) {
            GatewayDrill drill = GatewayDrill.of(Scenario.named(scenario), seed);
            Instant suspect = drill.last().createdAt();
            drill.update(41);
            drill.pass(ofMinutes(10));
            sums[0] += mean(drill, suspect.minus(ofMinutes(60)), suspect);
            sums[1] += mean(drill, START.minus(ofMinutes(12)), START);
            sums[2] += mean(drill, START.plus(ofMinutes(4)), START.plus(ofMinutes(9)));
        }

        assertThat(sums[0] / SEEDS).as("before").isCloseTo(before, withinPercentage(20));
        assertThat(sums[1] / SEEDS).as("during").isCloseTo(during, withinPercentage(20));
        assertThat(sums[2] / SEEDS).as("after").isCloseTo(after, withinPercentage(30));
    }

    private static double mean(GatewayDrill drill, Instant from, Instant to) {
        return Past.mean(drill.read(GatewayDrill.ERROR_RATE, from, to));
    }

    /** The runbook reads a success rate as if it were one of errors. */
    @Test
    void wrongDirection_targetGroupCounts_isJudgedByThat() {
        RollbackReport untold = Drills.play(Drills.simulation("wrong-direction", 1), r -> r);

        assertThat(untold.outcome()).as(untold.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(untold.toString()).contains("was 4.9");
    }

    @Test
    void regression_tenMinutesAfterTheRollback_isSickAgain() {
        GatewayDrill drill = GatewayDrill.of("regression");
        drill.update(41);
        drill.pass(ofMinutes(20));

        assertThat(mean(drill, START.plus(ofMinutes(11)), START.plus(ofMinutes(19))))
                .isCloseTo(5, withinPercentage(20));
    }
}
