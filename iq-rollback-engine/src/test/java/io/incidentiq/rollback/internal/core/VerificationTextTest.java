package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.HealthAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The line that says what the verification saw. */
class VerificationTextTest {
    private static final double GAP = Double.NaN;

    private static String judged(Worlds world) {
        return judged(Driven.of(world).toJudged(0.5, 0.5, 0.5, 0.5, 0.5));
    }

    private static String judged(Driven driven) {
        return driven.core.ending().detail();
    }

    @Test
    void of_goodMetricAndHealth_saysTheNumbersAndTheProbes() {
        assertThat(judged(Worlds.badDeploy()))
                .isEqualTo("error rate 0.500 (baseline 0.500, was 7.58, limit 1.50, 5 points), health 200 x 3");
    }

    @Test
    void of_metricThatIsNotGood_saysWhy() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutHealth())
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .seesServing()
                .numbers(Driven.windowFrom(), 8, 8, 8, 8, 8);

        assertThat(judged(driven)).endsWith("5 points): worse than before the incident");
    }

    @Test
    void of_probesThatDiffer_saysHowManyWereHealthy() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric()).toVerifying();
        driven.probed(HealthAnswer.Status.UNHEALTHY, "503").healthy().healthy().healthy();
        driven.after(Duration.ofMinutes(5)).seesServing();

        assertThat(judged(driven)).isEqualTo("health 200 at last, healthy in 3 of 4 probes");
    }

    @Test
    void of_probesThatAreAllUnhealthy_saysHowOften() {
        Driven driven =
                Driven.of(Worlds.badDeploy().withoutMetric()).toVerifying().after(Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            driven.probed(HealthAnswer.Status.UNHEALTHY, "503");
        }

        assertThat(judged(driven.seesServing())).isEqualTo("health 503 x 3");
    }

    @Test
    void of_healthThatNeverAnswered_saysThatItWasNotAsked() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric())
                .toVerifying()
                .after(Duration.ofMinutes(10))
                .seesServing();

        assertThat(judged(driven)).isEqualTo("health not asked");
    }

    @Test
    void of_healthThatAnsweredOnce_saysWhatItShowed() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric())
                .toVerifying()
                .healthy()
                .after(Duration.ofMinutes(10))
                .seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(judged(driven)).isEqualTo("health 200 x 1");
    }

    @Test
    void of_metricAndHealthThatNobodyUnderstands_namesBoth() {
        Worlds world = Worlds.badDeploy().withoutMetric().withoutHealth();
        Driven driven = Driven.of(world.withUnreadMetric("--statistics p99").withUnreadHealth("curl -X POST"))
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(judged(driven))
                .isEqualTo(
                        "error rate not read: --statistics p99 (RB-0007:1), health not asked: curl -X POST (RB-0007:1)");
    }

    @Test
    void of_secondChecksThatNobodyMakes_namesThemBesideTheFirst() {
        String text =
                judged(Worlds.badDeploy().withUnreadMetric("a second metric").withUnreadHealth("a second address"));

        assertThat(text)
                .startsWith("error rate 0.500 (")
                .contains("), error rate not read: a second metric")
                .contains(", health 200 x 3, health not asked: a second address");
    }

    @Test
    void of_noChecks_saysThatTheRunbookNamesNone() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutHealth().withoutMetric())
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .seesServing();

        assertThat(judged(driven)).isEqualTo("the runbook names no check");
    }

    @Test
    void of_windowWithoutData_saysUnknown() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutHealth())
                .toVerifying()
                .after(Duration.ofMinutes(10))
                .numbers(Driven.windowFrom(), GAP, GAP, GAP, GAP, GAP)
                .seesServing();

        assertThat(judged(driven)).startsWith("error rate unknown (").contains("0 points): too few periods");
    }
}
