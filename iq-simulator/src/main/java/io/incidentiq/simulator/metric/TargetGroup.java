package io.incidentiq.simulator.metric;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A target group behind the cluster's Application Load Balancer, named as CloudWatch's dimensions name it.
 *
 * @param service the name of the service that it belongs to
 * @param alternate whether it is the second one of a service that deploys blue/green
 */
public record TargetGroup(String service, boolean alternate) {
    /** The namespace of its metrics. */
    public static final String NAMESPACE = "AWS/ApplicationELB";
    /** The value of the dimension {@code LoadBalancer}. */
    public static final String LOAD_BALANCER = "app/production/50dc6c495c0c9188";

    static final String REQUESTS = "RequestCount";
    static final String FAILED_REQUESTS = "HTTPCode_Target_5XX_Count";
    static final String RESPONSE_TIME = "TargetResponseTime";

    /** The names of its metrics. */
    public static final List<String> METRICS = List.of(REQUESTS, FAILED_REQUESTS, RESPONSE_TIME);

    private static final String GROUP = "TargetGroup";
    private static final String BALANCER = "LoadBalancer";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Returns the value of the dimension {@code TargetGroup}. */
    public String name() {
        return "targetgroup/%s/%s".formatted(shortName(), alternate ? "fedcba9876543210" : "0123456789abcdef");
    }

    private String shortName() {
        return alternate ? service + "-alternate" : service;
    }

    /** Returns the dimensions of each of its metrics. */
    public Map<String, String> dimensions() {
        return Map.of(GROUP, name(), BALANCER, LOAD_BALANCER);
    }

    /** Returns where its requests are counted, as somebody asks who doesn't know the load balancer. */
    public RequestCounts counts() {
        return new RequestCounts("target group " + shortName(), sum(FAILED_REQUESTS), sum(REQUESTS));
    }

    private MetricQuery sum(String metric) {
        return new MetricQuery(
                NAMESPACE, metric, Map.of(GROUP, name(), BALANCER, MetricQuery.ANY), Statistic.SUM, MINUTE);
    }
}
