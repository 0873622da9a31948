package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/**
 * Where an application load balancer counts a service's requests: its target groups, both of a blue/green service, and those of its
 * task sets. ECS doesn't name the load balancer, so that dimension is open. The target group of a network load balancer can't be told
 * by its ARN; it has none of these metrics, so it counts nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html">metrics of
 *     application load balancers</a>
 */
final class TargetGroups {
    private static final String NAMESPACE = "AWS/ApplicationELB";
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z0-9-]+:elasticloadbalancing:[a-z0-9-]*:[0-9]*:(targetgroup/([A-Za-z0-9-]+)/[A-Za-z0-9]+)");

    private TargetGroups() {}

    static List<RequestCounts> counts(Service service) {
        Stream<LoadBalancer> balancers = Stream.concat(
                service.loadBalancers().stream(),
                service.taskSets().stream().map(TaskSet::loadBalancers).flatMap(List::stream));
        return balancers
                .flatMap(TargetGroups::arns)
                .distinct()
                .map(ARN::matcher)
                .filter(Matcher::matches)
                .map(arn -> new RequestCounts(
                        "target group " + arn.group(2),
                        query("HTTPCode_Target_5XX_Count", arn.group(1)),
                        query("RequestCount", arn.group(1))))
                .toList();
    }

    private static Stream<String> arns(LoadBalancer balancer) {
        var advanced = balancer.advancedConfiguration();
        return Stream.of(balancer.targetGroupArn(), advanced == null ? null : advanced.alternateTargetGroupArn())
                .filter(Objects::nonNull);
    }

    private static MetricQuery query(String metric, String targetGroup) {
        return new MetricQuery(
                NAMESPACE,
                metric,
                Map.of("TargetGroup", targetGroup, "LoadBalancer", MetricQuery.ANY),
                Statistic.SUM,
                PERIOD);
    }
}
