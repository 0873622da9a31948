package io.incidentiq.rollback;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.PlanJson;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.GateIds;
import java.time.Duration;
import java.util.Map;
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

    private static String value(PlannedRollback plan, String name) {
        return plan.values().stream()
                .filter(v -> v.value().name().equals(name))
                .map(Object::toString)
                .findFirst()
                .orElse("none");
    }

    private static GateStatus status(Worlds world) {
        return world.plan().gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow().status();
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
        PlannedRollback plan = alarmed(alarm().withStart(ago(18), MINUTE)).plan();

        assertThat(value(plan, "incidentStart")).contains(ago(18) + "]").endsWith("(alarm payments-5xx)");
        assertThat(plan.gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18));
    }

    @Test
    void start_estimated_isSaidToBeSo() {
        PlannedRollback plan =
                alarmed(alarm().withEstimatedStart(ago(18), MINUTE)).plan();

        assertThat(value(plan, "incidentStart")).endsWith("(alarm payments-5xx, estimated)");
        assertThat(plan.gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18) + ", estimated");
        assertThat(plan.toString().replaceAll("\\s+", " "))
                .contains("incident alarm payments-5xx, since " + ago(18) + ", estimated")
                .contains("missing from the alarm: service, metric, threshold, region, account");
    }

    @Test
    void start_statedByTheCaller_beatsTheAlarms() {
        Incident late = alarm().withEstimatedStart(ago(5), MINUTE);
        PlannedRollback plan =
                Worlds.badDeploy().request(r -> r.withIncident(late)).plan();

        assertThat(value(plan, "incidentStart")).endsWith("(request)");
        assertThat(plan.gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow().evidence())
                .endsWith("incident began " + ago(18));
    }

    @Test
    void start_ofAnAlarmThatAnEarlierBlipRaised_yieldsToTheOnset() {
        var world = alarmed(alarm().withStart(ago(24), MINUTE)).points(24, 23, Worlds.FAULT);

        Gate gate = world.plan().gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow();

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
