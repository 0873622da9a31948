package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.CALM;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans as an operator reads them, whole. */
class PlanScreenTest {
    @Test
    void plan_thatCanBeCarriedOut_isOneScreen() {
        assertThat(Worlds.badDeploy().plan().toText(100)).isEqualTo("""
                        RB-0007 Rollback
                        payments, cluster prod                               2026-03-01 12:00 UTC
                        account and Region unknown

                          suspect   payments:42   deployed 2026-03-01 11:40 UTC, 20 min ago; error rate 0.500 then, 8.00 now
                          target    payments:41   last proven success before the suspect, deployed 2026-03-01T07:03:00Z,
                                    served 4 h 37 min at 0.500
                          action    update to the target, about 3 min, then 3 min to settle and 5 min to verify

                          checklist
                          ✔ incident-ongoing      payments:42 runs; error rate 7.58 since 2026-03-01T11:42:00Z,      default
                                                  0.500 before
                          ✔ deployment-correlates deployed 2026-03-01T11:40:00Z, incident began 2026-03-01T11:42:00Z line 1
                          ✔ target-identified     payments:41, last proven success before the suspect, deployed      line 1
                                                  2026-03-01T07:03:00Z, served 4 h 37 min at 0.500
                          ✔ no-migrations         risk LOW by RB-0007:1; nothing is known of the release itself      line 1
                          ◷ team-notified         at start, to #incidents                                            line 1
                        """);
    }

    private static RollbackProcedure doubtful(RollbackProcedure p) {
        var deviations = List.of(
                new Deviation(82, "aws ecs update-service --force-new-deployment", "no forced deployment", "why"),
                new Deviation(90, "sleep 300", "polling", "why"));
        return new RollbackProcedure(
                        p.runbook(),
                        p.cluster().orElse(null),
                        p.checks(),
                        new RollbackProcedure.Team(p.checklist(), List.of(), List.of(), null),
                        p.suspectWindow(),
                        new RollbackProcedure.Script(p.scriptLines(), deviations))
                .withChosen("the only one of 3 that names payments")
                .withWarnings(List.of("line 7 is doubtful"));
    }

    private static Incident alarm() {
        return Incident.of("payments-5xx")
                .withRegion("eu-west-1")
                .withStart(ago(18), Duration.ofMinutes(1))
                .withMetric(new Incident.Metric("App", "ErrorRate", Map.of("Service", "payments")))
                .withThreshold(5)
                .withService("payments")
                .withAccount("111122223333");
    }

    @Test
    void plan_withEverythingThatCanBeSaid_saysItInItsOrder() {
        var world = Worlds.calmUntil(17)
                .deployed(39, 3_000)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 150)
                .deployed(44, 60)
                .standing(41, RevisionMark.QUARANTINED)
                .points(60, 0, 0.6)
                .request(r -> r.withSuspect("42").withIncident(alarm()).withWorse(Direction.LOWER_IS_WORSE))
                .runbook(PlanScreenTest::doubtful);

        assertThat(world.plan().toText(100)).isEqualTo("""
                        RB-0007 Rollback
                        payments, cluster prod                               2026-03-01 12:00 UTC
                        account and Region unknown

                          runbook   the only one of 3 that names payments
                          incident  alarm payments-5xx in eu-west-1: App ErrorRate {Service=payments}, threshold 5.0, since
                                    2026-03-01T11:42:00Z
                          suspect   payments:42   deployed 2026-03-01 09:30 UTC, 2 h ago; ErrorRate 0.500 then, 0.500 during
                                    the incident, 0.600 now
                          running   payments:44   deployed after the suspect
                          target    payments:40   last proven success before the suspect, deployed 2026-03-01T02:03:00Z,
                                    served 4 h 57 min at 0.500
                                    not :41     quarantined by an earlier rollback
                          metric    ErrorRate: lower is worse (request)
                          action    update to the target, then 3 min to settle and 5 min to verify

                          checklist
                          ✘ incident-ongoing      payments:44 runs since 2026-03-01T11:03:00Z, shown neither well    default
                                                  nor as bad as the incident: ErrorRate 0.600 for 16 min, 0.500
                                                  before, 0.500 during it
                          ✘ deployment-correlates deployed 2026-03-01T09:30:00Z, incident began                      line 1
                                                  2026-03-01T11:42:00Z: long before it
                          ✔ target-identified     payments:40, last proven success before the suspect, deployed      line 1
                                                  2026-03-01T02:03:00Z, served 4 h 57 min at 0.500
                          ✘ no-migrations         payments is missing from the service table, and nothing is known   line 1
                                                  of the release
                          ◷ team-notified         at start, to the team                                              line 1

                          differs from the runbook: no forced deployment (82), polling (90)
                          warning: line 7 is doubtful
                          warning: the metric does not show this incident: 0.500 before, 0.500 since; it can't judge the
                                   rollback

                        REFUSED (open-gates): incident-ongoing: payments:44 runs since 2026-03-01T11:03:00Z, shown neither
                        well nor as bad as the incident: ErrorRate 0.600 for 16 min, 0.500 before, 0.500 during it;
                        deployment-correlates: deployed 2026-03-01T09:30:00Z, incident began 2026-03-01T11:42:00Z: long
                        before it; no-migrations: payments is missing from the service table, and nothing is known of the
                        release
                        """);
    }

    @Test
    void plan_ofADrillWhoseTargetRunsAlready_saysBothAndNoExpectedTime() {
        var plan = Worlds.badDeploy()
                .points(10, 0, CALM)
                .deployed(41, 10)
                .request(r -> r.withDrill(new RollbackRequest.Drill("bad-deploy", 1)))
                .plan();

        assertThat(plan.toText(100)).startsWith("""
                        DRILL bad-deploy, seed 1                             RB-0007 Rollback
                        payments, cluster prod                               2026-03-01 12:00 UTC

                          suspect   payments:42   deployed 2026-03-01 11:40 UTC, 20 min ago; error rate 0.500 then, 7.06
                                    during the incident, 0.500 now
                          target    payments:41   a success before the suspect, which the service was brought back to,
                                    deployed 2026-03-01T07:03:00Z, served 4 h 37 min at 0.500
                          action    none: the target already runs; it is only judged, then 3 min to settle and 5 min to
                                    verify
                        """);
    }

    @Test
    void plan_thatIsRefusedWithoutASuspect_isShort() {
        var world = Worlds.calmUntil(17)
                .deployed(42, 20)
                .request(r -> r.withSuspect("7").withIncidentStart(ago(18)));

        assertThat(world.plan().toText(100)).isEqualTo("""
                        RB-0007 Rollback
                        payments, cluster prod                               2026-03-01 12:00 UTC
                        account and Region unknown


                        REFUSED (suspect-unknown): no deployment of payments:7 is in the service's history; name one of its
                        deployments, or when the incident began (the metric got worse at 2026-03-01T11:43:00Z). Deployments:
                        payments:42 (created 2026-03-01T11:40:00Z)
                        """);
    }

    @Test
    void plan_ofAnAlarmThatSaysLittle_saysWhatIsMissing() {
        var world = Worlds.badDeploy().request(r -> r.withIncident(Incident.of("payments-5xx")));

        assertThat(world.plan().toText(100)).contains("""
                          incident  alarm payments-5xx
                                    missing from the alarm: service, start, metric, threshold, region, account
                        """);
    }

    @ParameterizedTest(name = "{0} minutes: {1}")
    @CsvSource({"119, 119 min", "120, 2 h", "2879, 47 h", "2880, 2 days"})
    void plan_suspectOfSomeAge_saysItRoundedDown(int minutesAgo, String age) {
        var world = Worlds.calmUntil(17)
                .deployed(41, 9_000)
                .deployed(42, minutesAgo)
                .request(r -> r.withSuspect("42"));

        assertThat(world.plan().toText(100)).contains(" UTC, " + age + " ago");
    }

    private static List<String> ofCluster(int length) {
        String cluster = "c".repeat(length);
        return Worlds.badDeploy()
                .request(r -> r.withCluster(cluster))
                .plan()
                .toText(100)
                .lines()
                .toList();
    }

    @Test
    void plan_nameThatFillsTheLine_staysBesideTheTime() {
        assertThat(ofCluster(61).get(1)).hasSize(100).endsWith("ccc 2026-03-01 12:00 UTC");
    }

    @Test
    void plan_nameThatLeavesNoRoomForTheTime_movesItBelow() {
        assertThat(ofCluster(62).get(1)).endsWith("ccc");
        assertThat(ofCluster(62).get(2)).isEqualTo("2026-03-01 12:00 UTC");
    }

    @Test
    void plan_warningThatFillsTheLine_staysOnIt() {
        String fits = "a " + "w".repeat(87);
        var world = Worlds.badDeploy().runbook(p -> p.withWarnings(List.of(fits, fits + "w")));

        assertThat(world.plan().toText(100).lines().toList())
                .contains("  warning: " + fits)
                .containsSequence("  warning: a", "           " + "w".repeat(88));
    }

    @Test
    void plan_metricTooShortForABaseline_saysNothingOfTheRate() {
        assertThat(Worlds.badDeploy().withoutPoints(24 * 60, 20).plan().toText(100))
                .contains("deployed 2026-03-01 11:40 UTC, 20 min ago\n")
                .doesNotContain("unknown then");
    }

    @Test
    void plan_healthyAndTheRateIsUsual_doesNotWonder() {
        var healthy = new Answer.Health(new HealthAnswer(HealthAnswer.Status.HEALTHY, "200"));

        assertThat(Worlds.badDeploy().points(17, 0, CALM).plan(healthy).toText(100))
                .contains("  health    200 now (https://payments.internal/health)\n");
        assertThat(Worlds.badDeploy().plan(healthy).toText(100))
                .contains("  health    200 now, although the error rate is up (https://payments.internal/health)\n");
    }

    @Test
    void plan_withoutAMetric_saysNothingOfItsDirection() {
        assertThat(Worlds.badDeploy()
                        .withoutMetric()
                        .request(r -> r.withWorse(Direction.LOWER_IS_WORSE))
                        .plan()
                        .toText(100))
                .doesNotContain("lower is worse");
    }
}
