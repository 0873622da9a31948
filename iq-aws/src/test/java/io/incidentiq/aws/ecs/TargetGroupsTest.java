package io.incidentiq.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Where a service's requests are counted, by what DescribeServices shows. */
class TargetGroupsTest {
    private static final ServiceId ID = new ServiceId("production", "api");

    private static String arn(String name) {
        return "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/%s/0123456789abcdef".formatted(name);
    }

    private static LoadBalancer balancer(String arn) {
        return LoadBalancer.builder()
                .targetGroupArn(arn)
                .containerName("app")
                .containerPort(8080)
                .build();
    }

    private static TaskSet taskSet(String targetGroup) {
        return TaskSet.builder().loadBalancers(balancer(arn(targetGroup))).build();
    }

    private static List<RequestCounts> counts(Service service) {
        return Snapshots.of(ID, service, null, 0).requestCounts();
    }

    private static MetricQuery query(String metric, String targetGroup) {
        return new MetricQuery(
                "AWS/ApplicationELB",
                metric,
                Map.of("TargetGroup", targetGroup, "LoadBalancer", "*"),
                Statistic.SUM,
                Duration.ofMinutes(1));
    }

    @Test
    void describe_serviceBehindATargetGroup_namesItsErrorsAndRequests() {
        Service service =
                Service.builder().loadBalancers(balancer(arn("api-blue"))).build();

        assertThat(counts(service))
                .containsExactly(new RequestCounts(
                        "target group api-blue",
                        query("HTTPCode_Target_5XX_Count", "targetgroup/api-blue/0123456789abcdef"),
                        query("RequestCount", "targetgroup/api-blue/0123456789abcdef")));
    }

    @Test
    void describe_blueGreenService_namesBothTargetGroups() {
        LoadBalancer both = balancer(arn("blue")).toBuilder()
                .advancedConfiguration(a -> a.alternateTargetGroupArn(arn("green")))
                .build();

        assertThat(counts(Service.builder().loadBalancers(both).build()))
                .extracting(RequestCounts::source)
                .containsExactly("target group blue", "target group green");
    }

    @Test
    void describe_taskSets_nameTheirTargetGroupsOnceEach() {
        Service service = Service.builder()
                .loadBalancers(balancer(arn("blue")))
                .taskSets(taskSet("blue"), taskSet("green"))
                .build();

        assertThat(counts(service))
                .extracting(RequestCounts::source)
                .containsExactly("target group blue", "target group green");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "targetgroup/api/0123", "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/x/1"})
    void describe_whatIsNoTargetGroup_countsNothing(String arn) {
        assertThat(counts(Service.builder().loadBalancers(balancer(arn)).build()))
                .isEmpty();
    }

    @Test
    void describe_classicLoadBalancer_countsNothing() {
        LoadBalancer classic = LoadBalancer.builder().loadBalancerName("old").build();

        assertThat(counts(Service.builder().loadBalancers(classic).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-cn", "aws-us-gov", "aws-eusc"})
    void describe_otherPartition_isUnderstood(String partition) {
        String arn = arn("api").replace("arn:aws:", "arn:" + partition + ":");

        assertThat(counts(Service.builder().loadBalancers(balancer(arn)).build()))
                .hasSize(1);
    }
}
