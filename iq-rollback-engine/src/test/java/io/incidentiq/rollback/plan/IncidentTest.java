package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.procedure.ChecklistLine;
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

    private static Optional<Reason> refusal(Worlds world) {
        return new Planning(world.settings(), Worlds.NOW, true)
                .plan(Worlds.NOW)
                .ending()
                .map(Ending::reason)
                .filter(r -> r == Reason.INCIDENT_ELSEWHERE);
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
                .contains("not said: service, metric, threshold, region, account");
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

    @Test
    void plan_ofAnotherServiceOrCluster_isRefusedBeforeAnythingIsAsked() {
        Worlds elsewhere = alarmed(alarm().withService("checkout"));

        assertThat(new Planning(elsewhere.settings(), Worlds.NOW, true).next(Worlds.NOW))
                .isEmpty();
        assertThat(refusal(elsewhere)).isPresent();
        assertThat(elsewhere.settings().objection())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("alarm payments-5xx is about service checkout, not payments", "--incident-start"));
        assertThat(alarmed(alarm().withCluster("staging")).settings().objection())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("is about cluster staging, not prod (RB-0007:1)", "--cluster"));
        assertThat(refusal(alarmed(watching("App", "Service", "checkout")))).isPresent();
    }

    @Test
    void plan_ofAServiceThatTheAlarmNames_isNotRefused() {
        assertThat(refusal(alarmed(alarm()))).isEmpty();
        assertThat(refusal(alarmed(alarm().withService("payments").withCluster("prod"))))
                .isEmpty();
        assertThat(refusal(alarmed(alarm().withService("checkout").withService("payments"))))
                .isEmpty();
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
                                + " \"threshold\" : 5.0, \"start\" : \"" + ago(18)
                                + "\", \"startEstimated\" : true, \"missing\" : [ \"account\" ] }");
        assertThat(PlanJson.of(Worlds.badDeploy().plan())).contains("\"incident\" : null");
    }
}
