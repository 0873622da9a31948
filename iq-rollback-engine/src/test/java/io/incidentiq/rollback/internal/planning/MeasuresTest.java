package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.fact.FailedShare;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.fact.SeriesMeasure;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what a service is judged: the requests that its load balancer counts, or the runbook's metric. */
class MeasuresTest {
    private static PlannedRollback plan(Worlds world) {
        var planning = new Planning(world.withoutHealth().settings(), NOW, true);
        for (List<Query> due = planning.next(NOW); !due.isEmpty(); due = planning.next(NOW)) {
            due.forEach(q -> planning.learn(NOW, q, world.answer(q)));
        }
        return planning.plan(NOW);
    }

    @Test
    void countedRequestsThatShowTheIncident_judge() {
        PlannedRollback plan = plan(Worlds.badDeploy().balanced(percent -> percent));

        assertThat(plan.settings().measure().orElseThrow()).isInstanceOf(FailedShare.class);
        assertThat(plan.measured().orElseThrow().visibility()).isEqualTo(Visibility.VISIBLE);
        assertThat(plan.measured().orElseThrow().levels().usual()).isEqualTo(0.5);
        assertThat(plan.toString()).contains("proof     200 requests a minute: 5 min can show a return from 7.58");
        assertThat(plan.warnings())
                .contains("the rollback is judged by the requests of target group payments;"
                        + " the runbook's ErrorRate is not looked at again");
        assertThat(plan.toJson()).contains("\"requestsPerPeriod\" : 200.0", "\"periods\" : 5");
    }

    @Test
    void countedRequestsThatDontShowIt_leaveItToTheRunbooksMetric() {
        PlannedRollback plan = plan(Worlds.badDeploy().balanced(percent -> 0.5));

        assertThat(plan.settings().measure().orElseThrow()).isInstanceOf(SeriesMeasure.class);
        assertThat(plan.measured().orElseThrow().incident().size()).isEqualTo(18);
    }

    @Test
    void neitherShowsIt_isJudgedByTheCounted() {
        var calm = Worlds.badDeploy().points(20, 0, Worlds.CALM).balanced(percent -> percent);

        assertThat(plan(calm).settings().measure().orElseThrow()).isInstanceOf(FailedShare.class);
    }

    @Test
    void noRunbooksMetric_isJudgedByTheCounted() {
        PlannedRollback plan = plan(Worlds.badDeploy().withoutMetric().balanced(percent -> percent));

        assertThat(plan.settings().metricName()).isEqualTo("error rate");
        assertThat(plan.settings().values())
                .anyMatch(v -> v.value().name().equals("judgedBy")
                        && v.value().value().contains("target group payments")
                        && v.source().toString().contains("target group payments"));
        assertThat(plan.measured().orElseThrow().visibility()).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void runbooksOwnPair_isReadAndJudges() {
        PlannedRollback plan = plan(Worlds.badDeploy().readingAPair());

        assertThat(plan.measured().orElseThrow().visibility()).isEqualTo(Visibility.VISIBLE);
        assertThat(plan.measured().orElseThrow().levels().usual()).isEqualTo(0.5);
        assertThat(plan.toString()).contains("proof     200 requests a minute");
    }

    @Test
    void targetGroupsOfDifferentPeriods_areNotAddedUp() {
        RequestCounts slow = new RequestCounts("slow", every(5, "5XX"), every(5, "Requests"));
        PlannedRollback plan = plan(Worlds.badDeploy()
                .balanced(percent -> percent)
                .snapshot(s -> s.withRequestCounts(List.of(Worlds.REQUESTS, slow))));

        assertThat(plan.settings().measure().orElseThrow()).isInstanceOf(SeriesMeasure.class);
    }

    private static MetricQuery every(int minutes, String name) {
        return new MetricQuery("Lb", name, Map.of(), Statistic.SUM, Duration.ofMinutes(minutes));
    }

    /** The limit is in the unit of the runbook's metric. */
    @Test
    void limitOfTheRequest_isHeldAgainstTheRunbooksMetric() {
        PlannedRollback plan =
                plan(Worlds.badDeploy().balanced(percent -> percent).request(r -> r.withMaxErrorRate(0.02)));

        assertThat(plan.settings().measure().orElseThrow()).isInstanceOf(SeriesMeasure.class);
    }

    @Test
    void nobodyCounts_isTheRunbooksMetricAndSaysNothingOfProof() {
        PlannedRollback plan = plan(Worlds.badDeploy());

        assertThat(plan.settings().measure().orElseThrow()).isInstanceOf(SeriesMeasure.class);
        assertThat(plan.toString()).doesNotContain("proof");
    }
}
