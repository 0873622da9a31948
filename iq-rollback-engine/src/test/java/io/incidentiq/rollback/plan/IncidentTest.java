package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.report.PlanJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Incident alarm() {
        return Incident.of("payments-5xx");
    }

    private static Incident watching(String namespace, String... dimension) {
        return alarm().withMetric(new Incident.Metric(namespace, "Errors", Map.of(dimension[0], dimension[1])));
    }

    private static Worlds alarmed(Incident incident) {
        return Worlds.badDeploy().request(r -> RollbackRequest.of("payments").withIncident(incident));
    }

    private static String value(RollbackPlan plan, String name) {
        return plan.values().stream()
                .filter(v -> v.value().name().equals(name))
                .map(Object::toString)
                .findFirst()
                .orElse("none");
    }

    @Test
    void missing_ofNothing_isEverythingWithItsReason() {
        assertThat(alarm().lacking(Incident.Part.SERVICE, "a rule").missing())
                .containsExactly("service (a rule)", "start", "metric", "threshold", "region", "account");
    }

    @Test
    void service_ofTwo_isNoneAndSaysSo() {
        Incident two = alarm().withService("a").withService("b").withService("a");

        assertThat(two.service()).isEmpty();
        assertThat(two.services()).containsExactly("a", "b");
        assertThat(two.missing()).contains("service (it names a, b)");
    }

    @Test
    void service_namedTwice_isOne() {
        assertThat(alarm().withService("a").withService("a").service()).contains("a");
    }

    @Test
    void metric_ofTwo_isNone() {
        Incident one = watching("App", "Service", "payments");

        assertThat(one.metric()).isPresent();
        assertThat(one.withMetric(one.metric().orElseThrow()).metric()).isEmpty();
    }

    @Test
    void readBy_dimensionThatTheRunbooksMetricFills_isTheService() {
        var procedure = Worlds.badDeploy().procedure();

        assertThat(watching("App", "Service", "payments").readBy(procedure).service())
                .contains("payments");
        assertThat(watching("Other", "Service", "payments").readBy(procedure).service())
                .isEmpty();
        assertThat(watching("App", "Host", "payments").readBy(procedure).service())
                .isEmpty();
        assertThat(watching("App", "Service", "a")
                        .withService("b")
                        .readBy(procedure)
                        .services())
                .containsExactly("b", "a");
        assertThat(watching("App", "Service", "payments")
                        .readBy(Worlds.badDeploy().withoutMetric().procedure())
                        .service())
                .isEmpty();
    }

    @Test
    void start_ofTheAlarm_isAValueWithItsSource() {
        RollbackPlan plan = alarmed(alarm().withStart(ago(18), MINUTE)).plan();

        assertThat(value(plan, "incidentStart")).contains(ago(18) + "]").endsWith("(alarm payments-5xx)");
        assertThat(plan.gate(ChecklistLine.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18));
    }

    @Test
    void start_estimated_isSaidToBeSo() {
        RollbackPlan plan = alarmed(alarm().withEstimatedStart(ago(18), MINUTE)).plan();

        assertThat(value(plan, "incidentStart")).endsWith("(alarm payments-5xx, estimated)");
        assertThat(plan.gate(ChecklistLine.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18) + ", estimated");
        assertThat(plan.toString().replaceAll("\\s+", " "))
                .contains("incident alarm payments-5xx, since " + ago(18) + ", estimated")
                .contains("missing from the alarm: service, metric, threshold, region, account");
    }

    @Test
    void start_statedByTheCaller_beatsTheAlarms() {
        Incident late = alarm().withEstimatedStart(ago(5), MINUTE);
        RollbackPlan plan =
                Worlds.badDeploy().request(r -> r.withIncident(late)).plan();

        assertThat(value(plan, "incidentStart")).endsWith("(request)");
        assertThat(plan.gate(ChecklistLine.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18));
    }

    @Test
    void start_ofAnAlarmThatAnEarlierBlipRaised_yieldsToTheOnset() {
        var world = alarmed(alarm().withStart(ago(24), MINUTE)).points(24, 23, Worlds.FAULT);

        Gate gate = world.plan().gate(ChecklistLine.DEPLOYMENT_CORRELATES).orElseThrow();

        assertThat(gate.status()).isEqualTo(GateStatus.PASSED);
        assertThat(gate.evidence()).endsWith("by the alarm; the metric got worse at " + ago(17));
    }

    @Test
    void start_ofTheAlarm_beatsTheDrills() {
        var drill = new RollbackRequest.Drill("s", 1, ago(3), null);
        var request = RollbackRequest.of("a").withDrill(drill).withIncident(alarm());

        assertThat(request.incidentStart()).contains(ago(3));
        assertThat(request.withIncident(alarm().withStart(ago(9), MINUTE)).incidentStart())
                .contains(ago(9));
    }

    @Test
    void suspect_deployedWithinTheAlarmsPeriod_correlates() {
        Incident fiveMinutes = alarm().withStart(ago(24), Duration.ofMinutes(5));

        assertThat(status(alarmed(fiveMinutes))).isEqualTo(GateStatus.PASSED);
        assertThat(status(alarmed(alarm().withStart(ago(24), MINUTE)).points(17, 0, Worlds.CALM)))
                .isEqualTo(GateStatus.BLOCKED);
        assertThat(status(alarmed(fiveMinutes).request(r -> r.withIncidentStart(ago(24)))))
                .isEqualTo(GateStatus.BLOCKED);
    }

    private static GateStatus status(Worlds world) {
        return world.plan()
                .gate(ChecklistLine.DEPLOYMENT_CORRELATES)
                .orElseThrow()
                .status();
    }

    private static Optional<Gate> elsewhere(Worlds world) {
        return world.plan().gate(Gate.INCIDENT_ELSEWHERE);
    }

    @Test
    void plan_ofAnotherService_isBlockedUntilAPersonSaysThatItIsMeant() {
        RollbackPlan plan = alarmed(alarm().withService("checkout").withStart(ago(18), MINUTE))
                .plan();

        Gate gate = plan.gate(Gate.INCIDENT_ELSEWHERE).orElseThrow();
        assertThat(gate.status()).isEqualTo(GateStatus.BLOCKED);
        assertThat(gate.evidence()).isEqualTo("alarm payments-5xx is about service checkout, not payments");
        assertThat(gate.reason()).isEqualTo(Reason.INCIDENT_ELSEWHERE);
        assertThat(plan.executable()).isFalse();
        assertThat(plan.override(Gate.INCIDENT_ELSEWHERE, "alice", "checkout calls payments")
                        .gate(Gate.INCIDENT_ELSEWHERE)
                        .orElseThrow()
                        .status())
                .isEqualTo(GateStatus.OVERRIDDEN);
        assertThat(elsewhere(alarmed(watching("App", "Service", "checkout")))).isPresent();
    }

    @Test
    void plan_ofAnotherCluster_isBlockedUnlessTheRequestNamesIt() {
        Worlds staging = alarmed(alarm().withCluster("staging").withStart(ago(18), MINUTE));

        assertThat(elsewhere(staging).orElseThrow().evidence())
                .isEqualTo("alarm payments-5xx is about cluster staging, not prod (RB-0007:1)");
        assertThat(ElsewhereRule.gate(
                        staging.request(r -> r.withCluster("staging")).settings()))
                .isEmpty();
        Incident both = alarm().withService("checkout").withCluster("staging");
        assertThat(ElsewhereRule.gate(alarmed(both).settings()).orElseThrow().evidence())
                .contains("service checkout, not payments; ", "cluster staging, not prod");
    }

    @Test
    void plan_ofAServiceThatTheAlarmNames_hasNoGateForIt() {
        assertThat(elsewhere(alarmed(alarm()))).isEmpty();
        assertThat(elsewhere(alarmed(alarm().withService("payments").withCluster("prod"))))
                .isEmpty();
        assertThat(elsewhere(alarmed(alarm().withService("checkout").withService("payments"))))
                .isEmpty();
        assertThat(elsewhere(Worlds.badDeploy())).isEmpty();
    }

    /** Returns what is said of an alarm where the platform's names are ARNs, or aren't. */
    private static Optional<String> objection(Incident incident, String serviceRevision) {
        Suspect suspect = Worlds.badDeploy().plan().suspect().orElseThrow();
        var revision = new ServiceRevision(
                new ServiceRevisionId(serviceRevision),
                suspect.revision().definition(),
                suspect.revision().images());
        return ElsewhereRule.objection(
                alarmed(incident).settings(), new Suspect(suspect.deployment(), revision, suspect.since(), null));
    }

    private static final String HERE = "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/payments/1";

    @Test
    void objection_alarmOfAnotherAccount_namesBoth() {
        assertThat(objection(alarm().withAccount("999988887777"), HERE))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("is of account 999988887777, and the service is in account 111122223333"));
        assertThat(objection(alarm().withAccount("999988887777").withAccount("111122223333"), HERE))
                .isEmpty();
        assertThat(objection(alarm().withAccount("111122223333"), HERE)).isEmpty();
    }

    @Test
    void objection_alarmOfAnotherRegion_namesBoth() {
        assertThat(objection(alarm().withRegion("us-east-1").withAccount("111122223333"), HERE))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("is of Region us-east-1, and the service is in Region eu-west-1"));
        assertThat(objection(alarm().withRegion("eu-west-1"), HERE)).isEmpty();
        assertThat(objection(alarm(), HERE)).isEmpty();
    }

    @Test
    void objection_platformWhoseNamesTellNeither_hasNone() {
        Incident far = alarm().withRegion("us-east-1").withAccount("999988887777");

        assertThat(objection(far, "revision-41")).isEmpty();
        assertThat(objection(far, "arn:aws:ecs:::service-revision/prod/payments/1"))
                .isEmpty();
    }

    @Test
    void account_ofTwo_isNoneAndSaysSo() {
        Incident two = alarm().withAccount("1").withAccount("2").withAccount("1");

        assertThat(two.account()).isEmpty();
        assertThat(two.missing()).contains("account (it names 1, 2)");
    }

    @Test
    void muted_alarm_isSaidInItsLineAndInJson() {
        Incident muted = alarm().withWorse(Direction.LOWER_IS_WORSE).withMuted("actions switched off");

        assertThat(muted).hasToString("alarm payments-5xx; muted: actions switched off");
        assertThat(PlanJson.of(alarmed(muted).plan()))
                .contains("\"worse\" : \"lower\"", "\"muted\" : \"actions switched off\"");
    }

    @Test
    void json_withAndWithoutAnAlarm_leavesNothingOut() {
        String json = PlanJson.of(alarmed(watching("App", "Service", "payments")
                        .withThreshold(5)
                        .withRegion("eu-west-1")
                        .withEstimatedStart(ago(18), MINUTE))
                .plan());

        assertThat(json.replaceAll("\\s+", " "))
                .contains(
                        "\"incident\" : { \"alarm\" : \"payments-5xx\", \"service\" : \"payments\", \"cluster\" : null,"
                                + " \"region\" : \"eu-west-1\", \"account\" : null, \"metric\" : { \"namespace\" : \"App\","
                                + " \"name\" : \"Errors\", \"dimensions\" : { \"Service\" : \"payments\" } },"
                                + " \"threshold\" : 5.0, \"worse\" : null, \"muted\" : null, \"start\" : \"" + ago(18)
                                + "\", \"startEstimated\" : true, \"missing\" : [ \"account\" ] }");
        assertThat(PlanJson.of(Worlds.badDeploy().plan())).contains("\"incident\" : null");
    }

    @Test
    void toString_ofAnAlarmThatSaysAll_isOneLine() {
        Incident all = alarm().withRegion("eu-west-1")
                .withMetric(new Incident.Metric("App", "Errors", Map.of("Service", "payments", "Cluster", "prod")))
                .withThreshold(5)
                .withEstimatedStart(ago(20), MINUTE);

        assertThat(all)
                .hasToString("alarm payments-5xx in eu-west-1: App Errors {Cluster=prod, Service=payments},"
                        + " threshold 5.0, since 2026-03-01T11:40:00Z, estimated");
    }

    @Test
    void query_ofOneMetricAndAKnownStatistic_isWhatTheAlarmReads() {
        Incident read = watching("App", "Service", "payments").withReading(Statistic.SUM, MINUTE);

        assertThat(read.query())
                .contains(new MetricQuery("App", "Errors", Map.of("Service", "payments"), Statistic.SUM, MINUTE));
        assertThat(watching("App", "Service", "payments").query()).isEmpty();
        assertThat(alarm().withReading(Statistic.SUM, MINUTE).query()).isEmpty();
    }

    @Test
    void threshold_reachedOrCrossed_isTold() {
        assertThat(alarm().withThreshold(5, true).thresholdIncluded()).isTrue();
        assertThat(alarm().withThreshold(5).thresholdIncluded()).isFalse();
        assertThat(alarm().thresholdIncluded()).isFalse();
        assertThat(alarm().threshold()).isEmpty();
    }

    @Test
    void start_takenAway_isMissingForAReason() {
        Incident gone = alarm().withStart(ago(20), MINUTE).withoutStart("it went off twice");

        assertThat(gone.start()).isEmpty();
        assertThat(gone.startSpan()).isZero();
        assertThat(gone.missing()).contains("start (it went off twice)");
    }

    @Test
    void lacking_severalParts_keepsEachReason() {
        assertThat(alarm().lacking(Incident.Part.START, "a band")
                        .lacking(Incident.Part.METRIC, "a rule")
                        .missing())
                .contains("start (a band)", "metric (a rule)");
    }

    @Test
    void clusterAndAccount_ofOne_areTold() {
        assertThat(alarm().withCluster("prod").cluster()).contains("prod");
        assertThat(alarm().withCluster("prod").withCluster("test").cluster()).isEmpty();
        assertThat(alarm().withAccount("111122223333").account()).contains("111122223333");
    }

    @Test
    void startSpan_ofAnAlarm_isHowMuchLaterItMayHaveBegun() {
        assertThat(alarm().withStart(ago(20), Duration.ofMinutes(5)).startSpan())
                .isEqualTo(Duration.ofMinutes(5));
    }
}
