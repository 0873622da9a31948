package io.incidentiq.simulator.face;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Load;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The target groups of a service as the ports show them. */
class TargetGroupsTest {
    private static final Scenario BUSY = Past.badDeploy().with(Load.of(200));

    private static MetricQuery own(String name) {
        return new MetricQuery(
                "IncidentIQ/Demo", name, Map.of("Service", "api-gateway"), Statistic.SUM, Duration.ofMinutes(1));
    }

    private static double at(List<MetricPoint> points, Instant start) {
        return points.stream()
                .filter(point -> point.start().equals(start))
                .mapToDouble(MetricPoint::value)
                .sum();
    }

    @Test
    void requestCounts_serviceWithTraffic_areItsTargetGroups() {
        List<RequestCounts> counts = Past.play(BUSY).snapshot().requestCounts();

        assertThat(counts).singleElement().satisfies(count -> {
            assertThat(count.source()).isEqualTo("target group api-gateway");
            assertThat(count.total())
                    .isEqualTo(new MetricQuery(
                            "AWS/ApplicationELB",
                            "RequestCount",
                            Map.of(
                                    "TargetGroup",
                                    "targetgroup/api-gateway/0123456789abcdef",
                                    "LoadBalancer",
                                    MetricQuery.ANY),
                            Statistic.SUM,
                            Duration.ofMinutes(1)));
            assertThat(count.bad().name()).isEqualTo("HTTPCode_Target_5XX_Count");
        });
    }

    @Test
    void requestCounts_withoutTrafficOrTargetGroup_areNone() {
        GatewayDrill uncounted = Past.play(Past.badDeploy().with(Load.of(200).withoutTargetGroup()));

        assertThat(Past.play(Past.badDeploy()).snapshot().requestCounts()).isEmpty();
        assertThat(uncounted.snapshot().requestCounts()).isEmpty();
        assertThat(uncounted.points(
                        Past.play(BUSY).snapshot().requestCounts().get(0).total(), ofMinutes(10)))
                .isEmpty();
        assertThat(uncounted.errorRates(ofMinutes(10))).isNotEmpty();
    }

    @Test
    void read_countsOfTheGroup_areThoseOfTheService() {
        GatewayDrill drill = Past.play(BUSY);
        RequestCounts counts = drill.snapshot().requestCounts().get(0);

        assertThat(drill.points(counts.total(), ofMinutes(40))).isEqualTo(drill.points(own("Requests"), ofMinutes(40)));
        assertThat(drill.points(counts.bad(), ofMinutes(40)))
                .hasSizeBetween(15, 38)
                .isEqualTo(drill.points(own("Errors"), ofMinutes(40)))
                .allSatisfy(point -> assertThat(point.value()).isPositive());
    }

    @Test
    void read_loadBalancerNamed_isAsAnyOne() {
        GatewayDrill drill = Past.play(BUSY);
        MetricQuery any = drill.snapshot().requestCounts().get(0).total();
        var named = new MetricQuery(
                any.namespace(),
                any.name(),
                Map.of(
                        "TargetGroup",
                        "targetgroup/api-gateway/0123456789abcdef",
                        "LoadBalancer",
                        "app/production/50dc6c495c0c9188"),
                any.statistic(),
                any.period());
        var other = new MetricQuery(
                any.namespace(),
                any.name(),
                Map.of("TargetGroup", "targetgroup/api-gateway/0123456789abcdef", "LoadBalancer", "app/other/1"),
                any.statistic(),
                any.period());

        assertThat(drill.points(named, ofMinutes(9)))
                .isEqualTo(drill.points(any, ofMinutes(9)))
                .hasSize(8);
        assertThat(drill.points(other, ofMinutes(9))).isEmpty();
    }

    @Test
    void read_longerPeriod_addsUp() {
        GatewayDrill drill = Past.play(BUSY);
        MetricQuery minute = drill.snapshot().requestCounts().get(0).total();
        var five = new MetricQuery(
                minute.namespace(), minute.name(), minute.dimensions(), minute.statistic(), ofMinutes(5));
        Instant from = Simulation.START.minus(ofMinutes(20));

        assertThat(drill.read(five, from, from.plus(ofMinutes(5))).get(0).value())
                .isEqualTo(drill.read(minute, from, from.plus(ofMinutes(5))).stream()
                        .mapToDouble(MetricPoint::value)
                        .sum());
    }

    @Test
    void withBlueGreen_twoGroups_shareTheRequestsByWhichOneIsLive() {
        GatewayDrill drill = Past.play(BUSY.withBlueGreen());
        List<RequestCounts> groups = drill.snapshot().requestCounts();
        assertThat(drill.snapshot().method()).isEqualTo(DeploymentMethod.BLUE_GREEN);
        assertThat(groups)
                .extracting(RequestCounts::source)
                .containsExactly("target group api-gateway", "target group api-gateway-alternate");

        List<List<MetricPoint>> requests =
                groups.stream().map(g -> drill.points(g.total(), ofMinutes(40))).toList();
        List<MetricPoint> all = drill.points(own("Requests"), ofMinutes(40));
        assertThat(all)
                .hasSize(39)
                .allSatisfy(point -> assertThat(point.value())
                        .isEqualTo(at(requests.get(0), point.start()) + at(requests.get(1), point.start())));
        assertThat(IntStream.range(0, 2).filter(i -> requests.get(i).size() > 38))
                .as("neither had all")
                .isEmpty();
        assertThat(all.stream().filter(p -> at(requests.get(0), p.start()) > 0 && at(requests.get(1), p.start()) > 0))
                .as("traffic moves within one minute")
                .hasSize(1);
    }

    @Test
    void withBlueGreen_rollout_getsNoRequestUntilAllItsTasksRun() {
        GatewayDrill drill = Past.play(BUSY.withBlueGreen());
        drill.update(41);
        var seen = new LinkedHashSet<List<Integer>>();
        for (int i = 0; i < 60; i++) {
            drill.pass(ofSeconds(1));
            seen.add(drill.simulation()
                    .truth()
                    .now(GatewayDrill.GATEWAY)
                    .orElseThrow()
                    .revisions());
        }

        assertThat(seen).containsExactly(List.of(42), List.of(41));
        drill.pass(ofMinutes(2));
        assertThat(drill.snapshot().rollouts()).as("the others have drained").hasSize(1);
    }
}
