package io.incidentiq.aws.cloudwatch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** A query of which a dimension may have any value: what is asked for it, and how what is found becomes one series. */
class SearchedMetricsTest {
    private static final Instant FROM = Instant.parse("2026-02-14T02:00:00Z");
    private static final Instant TO = FROM.plusSeconds(180);
    private static final MetricQuery REQUESTS = ofTargetGroup("targetgroup/api/0123456789abcdef");
    private static final MetricQuery ERRORS =
            new MetricQuery("App", "Errors", Map.of("Service", "payments"), Statistic.SUM, Duration.ofMinutes(1));

    private final FakeCloudWatch cloudWatch = new FakeCloudWatch();
    private final CloudWatchMetricsSource source = CloudWatchMetricsSource.of(cloudWatch, () -> 0L);

    private static MetricQuery ofTargetGroup(String targetGroup) {
        return new MetricQuery(
                "AWS/ApplicationELB",
                "RequestCount",
                Map.of("TargetGroup", targetGroup, "LoadBalancer", MetricQuery.ANY),
                Statistic.SUM,
                Duration.ofMinutes(1));
    }

    private static MetricDataResult found(MetricDataQuery query, StatusCode status, double... values) {
        List<Double> all = Arrays.stream(values).boxed().toList();
        return MetricDataResult.builder()
                .id(query.id())
                .timestamps(FROM, FROM.plusSeconds(60))
                .values(all)
                .statusCode(status)
                .build();
    }

    private MetricSeries read(MetricQuery query) {
        return requireNonNull(source.read(Set.of(query), FROM, TO).get(query));
    }

    @Test
    void read_openDimension_isASearchForExactlyThisMetric() {
        read(REQUESTS);

        assertThat(cloudWatch.calls).hasSize(1);
        MetricDataQuery asked = cloudWatch.calls.get(0).metricDataQueries().get(0);
        assertThat(asked.metricStat()).isNull();
        assertThat(asked.expression())
                .isEqualTo("SEARCH('{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName=\"RequestCount\""
                        + " TargetGroup=\"targetgroup/api/0123456789abcdef\"', 'Sum', 60)");
    }

    @Test
    void read_twoLoadBalancersInFront_areSummedPerPeriod() {
        cloudWatch.searched =
                query -> List.of(found(query, StatusCode.COMPLETE, 100, 110), found(query, StatusCode.COMPLETE, 7, 8));

        assertThat(read(REQUESTS))
                .isEqualTo(new MetricSeries(
                        List.of(new MetricPoint(FROM, 107), new MetricPoint(FROM.plusSeconds(60), 118)), true));
    }

    @Test
    void trap_oneOfSeveralFoundIsPartial_isIncomplete() {
        cloudWatch.searched = query ->
                List.of(found(query, StatusCode.PARTIAL_DATA, 100, 110), found(query, StatusCode.COMPLETE, 7, 8));

        assertThat(read(REQUESTS).complete()).isFalse();
    }

    /** A target group that never had a 5XX has no such metric: that is known, and not a failure. */
    @Test
    void read_nothingFound_isCompleteAndEmpty() {
        assertThat(read(REQUESTS)).isEqualTo(MetricSeries.EMPTY);
    }

    @Test
    void read_nothingFoundAndAMessage_isIncomplete() {
        cloudWatch.change = answer -> answer.toBuilder()
                .messages(MessageData.builder()
                        .code("Trouble")
                        .value("not all metrics were searched")
                        .build())
                .build();

        assertThat(read(REQUESTS).complete()).isFalse();
    }

    private static boolean searches(GetMetricDataRequest call) {
        return call.metricDataQueries().stream().anyMatch(q -> q.expression() != null);
    }

    /** As where a server knows no expressions, or a policy refuses them. */
    @Test
    void trap_searchRefused_leavesTheOtherMetricsAlone() {
        cloudWatch.searched = query -> {
            throw ProviderException.of(ProviderException.Kind.REJECTED, "no expressions");
        };

        Map<MetricQuery, MetricSeries> read = source.read(Set.of(ERRORS, REQUESTS), FROM, TO);

        assertThat(requireNonNull(read.get(ERRORS)).complete()).isTrue();
        assertThat(requireNonNull(read.get(ERRORS)).points()).hasSize(3);
        assertThat(read).containsEntry(REQUESTS, new MetricSeries(List.of(), false));
        assertThat(cloudWatch.calls.stream().filter(SearchedMetricsTest::searches))
                .singleElement()
                .satisfies(call -> assertThat(call.metricDataQueries()).hasSize(1));
    }

    @Test
    void trap_searchRefusedAlone_isToldToTheCaller() {
        cloudWatch.searched = query -> {
            throw ProviderException.of(ProviderException.Kind.DENIED, "no");
        };

        assertThatThrownBy(() -> read(REQUESTS)).isInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\" OR \"y", "x', 'Sum', 60), SEARCH('", "x\\", "x\ny", ""})
    void trap_valueWithAQuote_isNeverSent(String value) {
        assertThatThrownBy(() -> read(ofTargetGroup(value)))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.REJECTED));
        assertThat(cloudWatch.calls).isEmpty();
    }

    @Test
    void read_namesWithSignsAndBraces_areQuotedAndEscaped() {
        var query = new MetricQuery(
                "My App", "Requests (all)", Map.of("Host", MetricQuery.ANY), Statistic.MAXIMUM, Duration.ofMinutes(5));

        assertThat(SearchExpression.of(query))
                .isEqualTo("SEARCH('{\"My App\",Host} MetricName=\"Requests \\(all\\)\"', 'Maximum', 300)");
    }

    @Test
    void read_tooLongForASearch_isRefusedBeforeItIsSent() {
        assertThatThrownBy(() -> read(ofTargetGroup("x".repeat(1024)))).hasMessageContaining("CloudWatch takes 1024");
        assertThat(cloudWatch.calls).isEmpty();
    }

    @Test
    void read_pagesOfOtherMetrics_areReadWhileASearchStandsBeside() {
        cloudWatch.searched = query -> List.of(found(query, StatusCode.COMPLETE, 100, 110));

        Map<MetricQuery, MetricSeries> read = source.read(Set.of(ERRORS, REQUESTS), FROM, TO);

        assertThat(requireNonNull(read.get(ERRORS)).points()).hasSize(3);
        assertThat(requireNonNull(read.get(REQUESTS)).points())
                .extracting(MetricPoint::value)
                .containsExactly(100.0, 110.0);
    }

    private static MetricQuery ofPayments(String metric) {
        return new MetricQuery(
                "App",
                metric,
                Map.of("Service", "payments", "LoadBalancer", MetricQuery.ANY),
                Statistic.SUM,
                Duration.ofMinutes(1));
    }

    private static MetricDataResult labelled(MetricDataResult found, String label) {
        return found.toBuilder().label(label).build();
    }

    /** An incident's first 5XX in weeks: CloudWatch has its values, and does not find the metric yet. Taken for no errors, it would hide. */
    @Test
    void trap_metricThatIsTooNewToBeFound_isAskedForWhereItsSiblingWasFound() {
        cloudWatch.searched = query -> query.expression().contains("Requests")
                ? List.of(labelled(found(query, StatusCode.COMPLETE, 100, 110), "app/web/1"))
                : List.of();
        MetricQuery requests = ofPayments("Requests");
        MetricQuery errors = ofPayments("Errors");

        Map<MetricQuery, MetricSeries> read = source.read(Set.of(requests, errors), FROM, TO);

        assertThat(requireNonNull(read.get(errors)).complete()).isTrue();
        assertThat(requireNonNull(read.get(errors)).points()).hasSize(3);
        assertThat(requireNonNull(read.get(requests)).points()).hasSize(2);
        assertThat(cloudWatch.calls.get(0).metricDataQueries())
                .extracting(MetricDataQuery::label)
                .containsOnly("${PROP('Dim.LoadBalancer')}");
        assertThat(cloudWatch.calls.get(1).metricDataQueries())
                .singleElement()
                .satisfies(exact -> assertThat(exact.metricStat().metric().dimensions())
                        .extracting(d -> d.name() + "=" + d.value())
                        .containsExactlyInAnyOrder("Service=payments", "LoadBalancer=app/web/1"));
    }

    @Test
    void read_allFound_takesOneCall() {
        cloudWatch.searched = query -> List.of(labelled(found(query, StatusCode.COMPLETE, 100, 110), "app/web/1"));

        source.read(Set.of(ofPayments("Requests"), ofPayments("Errors")), FROM, TO);

        assertThat(cloudWatch.calls).hasSize(1);
    }

    /** Found, but without a value in this stretch of time: the usual answer of a healthy service. */
    @Test
    void read_foundWithoutValues_takesOneCall() {
        cloudWatch.searched = query -> query.expression().contains("Requests")
                ? List.of(labelled(found(query, StatusCode.COMPLETE, 100, 110), "app/web/1"))
                : List.of(labelled(found(query, StatusCode.COMPLETE), "app/web/1"));

        Map<MetricQuery, MetricSeries> read =
                source.read(Set.of(ofPayments("Requests"), ofPayments("Errors")), FROM, TO);

        assertThat(read).containsEntry(ofPayments("Errors"), MetricSeries.EMPTY);
        assertThat(cloudWatch.calls).hasSize(1);
    }

    /** As of a server that knows searches but no dynamic labels. */
    @ParameterizedTest
    @ValueSource(strings = {"${PROP('Dim.LoadBalancer')}", " "})
    void read_labelThatTellsNoValue_isNotAskedFor(String label) {
        cloudWatch.searched = query -> query.expression().contains("Requests")
                ? List.of(labelled(found(query, StatusCode.COMPLETE, 100, 110), label))
                : List.of();

        Map<MetricQuery, MetricSeries> read =
                source.read(Set.of(ofPayments("Requests"), ofPayments("Errors")), FROM, TO);

        assertThat(read).containsEntry(ofPayments("Errors"), MetricSeries.EMPTY);
        assertThat(cloudWatch.calls).hasSize(1);
    }
}
