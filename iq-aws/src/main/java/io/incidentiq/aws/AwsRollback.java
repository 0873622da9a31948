package io.incidentiq.aws;

import io.incidentiq.aws.cloudwatch.CloudWatchMetricsSource;
import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ServiceRegistry;
import java.util.List;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Rollbacks on Amazon ECS, judged by CloudWatch: the ports of one account and Region, and an engine that has them. Thread-safe.
 * Closing it closes the clients that it made itself, and no others.
 */
public final class AwsRollback implements AutoCloseable {
    private final EcsServiceRegistry registry;
    private final CloudWatchMetricsSource metrics;
    private final List<SdkAutoCloseable> own;
    private final String region;

    AwsRollback(
            EcsServiceRegistry registry, CloudWatchMetricsSource metrics, String region, List<SdkAutoCloseable> own) {
        this.registry = registry;
        this.metrics = metrics;
        this.region = region;
        this.own = List.copyOf(own);
    }

    /** Returns a builder whose clients come from the SDK's default chains of Region and credentials. */
    public static AwsRollbackBuilder builder() {
        return new AwsRollbackBuilder();
    }

    /** Returns a new engine's builder with registry, metrics and inspector of this place; set notifier and store next. */
    public RollbackEngineBuilder engine() {
        return RollbackEngine.builder(registry).metrics(metrics).inspector(inspector());
    }

    /** Returns the services of Amazon ECS. */
    public ServiceRegistry registry() {
        return registry;
    }

    /** Returns the metrics of Amazon CloudWatch. */
    public MetricsSource metrics() {
        return metrics;
    }

    /** Returns what the task definitions' tag {@code iq:migrations} says. */
    public ChangeInspector inspector() {
        return registry.migrationsByTag();
    }

    /** Returns the Region's name, such as {@code eu-west-1}; {@code the default Region} where a client doesn't tell. */
    public String region() {
        return region;
    }

    /** Closes the clients that were made by the builder; those that were passed in stay open. */
    @Override
    public void close() {
        own.forEach(SdkAutoCloseable::close);
    }
}
