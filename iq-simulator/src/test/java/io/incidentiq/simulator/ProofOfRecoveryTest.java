package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.port.Statistic;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How often the whole engine is wrong about a recovery: 2,008 rollbacks in virtual time, from the plan to the verdict. The formula alone is
 * measured in {@code docs/verification.md}.
 */
class ProofOfRecoveryTest {
    private static final int[] TRAFFIC = {20, 60, 200, 2_000};
    private static final int SEEDS = 67;

    /** Three standard deviations above a budget, for so many rollbacks. */
    private static double atMost(double share, int rollbacks) {
        return rollbacks * share + 3 * Math.sqrt(rollbacks * share * (1 - share));
    }

    private record Tally(Map<Verdict, Integer> verdicts, int rollbacks) {
        int of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0);
        }

        Tally and(Tally other) {
            var both = new EnumMap<Verdict, Integer>(Verdict.class);
            both.putAll(verdicts);
            other.verdicts.forEach((v, n) -> both.merge(v, n, Integer::sum));
            return new Tally(both, rollbacks + other.rollbacks);
        }
    }

    private static Tally play(IncidentCourse course, int seeds) {
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        for (int seed = 1; seed <= seeds; seed++) {
            Simulation simulation = GatewayDrill.of(course.scenario(), seed).simulation();
            RollbackReport report = Drills.play(
                    simulation,
                    Drills.procedure("ErrorRate", Statistic.AVERAGE),
                    r -> r.with(new Statement("incident-ongoing", "test", "drill", false)));
            MetricCheck check = report.verification().metric();
            if (check != null) {
                verdicts.merge(check.verdict(), 1, Integer::sum);
            }
        }
        return new Tally(verdicts, seeds);
    }

    /** A tenth of the incident's errors are there without it. */
    private static Tally everywhere(double after, int seeds) {
        Tally all = new Tally(Map.of(), 0);
        for (int perMinute : TRAFFIC) {
            IncidentCourse course =
                    IncidentCourse.of(0.5, 5, after).withTraffic(perMinute).withIncident(10);
            all = all.and(play(course, seeds)).and(play(course.withNoise(0.5, 0.7), seeds));
        }
        return all;
    }

    @Test
    void nothingChanged_isHardlyEverCalledBack() {
        Tally tally = everywhere(5, SEEDS);

        assertThat(tally.of(Verdict.GOOD)).as(tally.toString()).isLessThanOrEqualTo((int)
                atMost(0.01, tally.rollbacks));
    }

    @Test
    void halfIsLeft_isSeldomCalledBack() {
        Tally tally = everywhere(2.75, SEEDS);

        assertThat(tally.of(Verdict.GOOD)).as(tally.toString()).isLessThanOrEqualTo((int)
                atMost(0.08, tally.rollbacks));
    }

    @Test
    void allIsBack_isHardlyEverCalledBad_andAlmostAlwaysShownAtMuchTraffic() {
        Tally tally = everywhere(0.5, SEEDS);
        Tally busy = play(IncidentCourse.of(0.5, 5, 0.5).withIncident(10), 200);
        Tally restless = play(IncidentCourse.of(0.5, 5, 0.5).withIncident(10).withNoise(0.5, 0.7), 200);

        assertThat(tally.of(Verdict.BAD)).as(tally.toString()).isLessThanOrEqualTo((int)
                atMost(0.005, tally.rollbacks));
        assertThat(busy.of(Verdict.GOOD)).as(busy.toString()).isGreaterThanOrEqualTo(190);
        assertThat(restless.of(Verdict.GOOD)).as(restless.toString()).isGreaterThanOrEqualTo(166);
    }
}
