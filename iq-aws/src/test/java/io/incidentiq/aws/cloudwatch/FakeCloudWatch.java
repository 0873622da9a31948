package io.incidentiq.aws.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * A metric with the dimension Service=payments that has a value for each minute, of 120 samples; two points a page. As CloudWatch
 * does, it gives no further page where an expression is computed (MetricDataResult, StatusCode).
 */
public final class FakeCloudWatch implements CloudWatchClient {
    private static final int POINTS_A_PAGE = 2;

    final List<GetMetricDataRequest> calls = new CopyOnWriteArrayList<>();
    UnaryOperator<GetMetricDataResponse> change = answer -> answer;

    /** What an expression is answered; nothing is found unless a test says otherwise. */
    Function<MetricDataQuery, List<MetricDataResult>> searched = query -> List.of();

    @Override
    public String serviceName() {
        return "monitoring";
    }

    @Override
    public void close() {}

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        calls.add(request);
        int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        Instant from = request.startTime().plusSeconds(60L * POINTS_A_PAGE * page);
        boolean computed = request.metricDataQueries().stream().anyMatch(query -> query.expression() != null);
        boolean last = computed || !from.plusSeconds(60L * POINTS_A_PAGE).isBefore(request.endTime());
        List<MetricDataResult> results = request.metricDataQueries().stream()
                .flatMap(query -> query.expression() == null
                        ? Stream.of(result(query, from, request.endTime(), last))
                        : searched.apply(query).stream())
                .toList();
        return change.apply(GetMetricDataResponse.builder()
                .metricDataResults(results)
                .nextToken(last ? null : "" + (page + 1))
                .build());
    }

    private static MetricDataResult result(MetricDataQuery query, Instant from, Instant to, boolean last) {
        var timestamps = new ArrayList<Instant>();
        var values = new ArrayList<Double>();
        boolean known = query.metricStat().metric().dimensions().stream()
                .anyMatch(d -> d.name().equals("Service") && d.value().equals("payments"));
        for (int i = 0; known && i < POINTS_A_PAGE && from.plusSeconds(60L * i).isBefore(to); i++) {
            timestamps.add(0, from.plusSeconds(60L * i));
            values.add(
                    0,
                    query.metricStat().stat().equals("SampleCount")
                            ? 120.0
                            : (double) from.plusSeconds(60L * i).getEpochSecond() / 60);
        }
        return MetricDataResult.builder()
                .id(query.id())
                .timestamps(timestamps)
                .values(values)
                .statusCode(last ? StatusCode.COMPLETE : StatusCode.PARTIAL_DATA)
                .build();
    }
}
