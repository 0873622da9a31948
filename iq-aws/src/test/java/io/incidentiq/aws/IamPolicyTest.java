package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** The policies in {@code docs/iam} grant what is really called, and nothing else. */
class IamPolicyTest {
    private static final ServiceId SERVICE = new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);
    private static final Pattern ACTION = Pattern.compile("\"([a-z]+:[A-Z][A-Za-z]+)\"");

    private final FakeEcs ecs = FakeEcs.calm();
    private final FakeCloudWatch cloudWatch = new FakeCloudWatch();
    private final EcsServiceRegistry registry =
            EcsServiceRegistry.of(ecs, () -> FakeEcs.BEGINNING.plusSeconds(86_400), System::nanoTime);

    private static String policy(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", "iam", name));
    }

    private static Set<String> granted(String policy) {
        return ACTION.matcher(policy)
                .results()
                .map(r -> r.group(1))
                .filter(action -> !action.startsWith("iam:Passed"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> called() {
        var called = new TreeSet<String>();
        ecs.calls.forEach(call -> called.add(EcsOperation.of(call).action()));
        if (!cloudWatch.calls.isEmpty()) {
            called.add("cloudwatch:GetMetricData");
        }
        return called;
    }

    /** All that planning may ask. */
    private void plan() {
        registry.describe(Set.of(SERVICE));
        registry.history(Set.of(SERVICE), Instant.EPOCH)
                .values()
                .forEach(history -> history.deployments().forEach(d -> {
                    registry.deployments(SERVICE, Set.of(d.id()));
                    registry.serviceRevisions(Set.of(d.started()));
                }));
        var revisions = Set.of(new RevisionId(FakeEcs.SERVICE, 41));
        registry.definitions(revisions);
        registry.migrationsByTag().migrations(SERVICE, revisions);
        registry.activeRevisions(FakeEcs.SERVICE, 10);
        var metric = new io.incidentiq.rollback.port.MetricQuery(
                "App", "5xx", Map.of(), io.incidentiq.rollback.port.Statistic.SUM, Duration.ofMinutes(1));
        CloudWatchMetricsSource.of(cloudWatch)
                .read(Set.of(metric), FakeEcs.BEGINNING, FakeEcs.BEGINNING.plusSeconds(60));
    }

    @Test
    void plan_grantsExactlyWhatPlanningCalls() throws IOException {
        plan();

        assertThat(granted(policy("plan.json"))).isEqualTo(called());
    }

    @Test
    void rollback_grantsExactlyWhatARollbackCalls() throws IOException {
        plan();
        DeploymentId ours = registry.update(SERVICE, new RevisionId(FakeEcs.SERVICE, 40));
        ecs.tasks.add(software.amazon.awssdk.services.ecs.model.Task.builder()
                .taskArn(FakeEcs.ARN + "task/production/t1")
                .desiredStatus("STOPPED")
                .build());
        registry.failures(SERVICE, ours);
        registry.stop(SERVICE, ours);
        ecs.deploy(41, ServiceDeploymentStatus.IN_PROGRESS);
        ecs.replaceLast(d -> d.lifecycleHookDetails(DeploymentLifecycleHookDetail.builder()
                .hookId("h")
                .status(DeploymentLifecycleHookStatus.AWAITING_ACTION)
                .build()));
        registry.describe(Set.of(SERVICE));
        registry.stop(SERVICE, new DeploymentId("ecs-svc/7004"));

        Set<String> needed = called();
        needed.add("iam:PassRole");
        assertThat(granted(policy("rollback.json"))).isEqualTo(needed);
    }

    @Test
    void operations_areAllCovered() throws IOException {
        var all = new TreeSet<String>();
        for (EcsOperation operation : EcsOperation.values()) {
            all.add(operation.action());
        }

        assertThat(granted(policy("rollback.json"))).containsAll(all);
    }

    @Test
    void passRole_isRestrictedToTasks() throws IOException {
        assertThat(policy("rollback.json").replaceAll("\\s+", ""))
                .contains("\"Action\":\"iam:PassRole\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                        + "{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}}");
    }
}
