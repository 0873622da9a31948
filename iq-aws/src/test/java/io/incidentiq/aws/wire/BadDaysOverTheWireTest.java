package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/** On a bad day a rollback ends with a clear word, and nothing is written that the plan didn't say. */
class BadDaysOverTheWireTest {
    private static final AwsSimulatorOptions FAST =
            AwsSimulatorOptions.defaults().withSpeed(60);

    private static WireDrill drill(AwsFault... faults) {
        return WireDrill.inTurn(Scenario.named("bad-deploy"), FAST.withFaults(faults), Apache5HttpClient.create());
    }

    private static WireDrill drill(String scenario, Consumer<Service.Builder> change) {
        return WireDrill.inTurn(Scenario.named(scenario), FAST, Apache5HttpClient.create(), change);
    }

    private static RollbackReport mitigate(WireDrill drill) {
        return drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED));
    }

    private static void assertNothingHappened(RollbackReport report, String outcome, String reason) {
        assertThat(report.outcome()).as(report.toString()).hasToString(outcome);
        assertThat(report.reason()).as(report.toString()).hasToString("Optional[%s]".formatted(reason));
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void updateServiceDenied_saysWhichPermissionIsMissing() {
        try (var drill = drill(new AwsFault.Denied("UpdateService"))) {
            RollbackReport report = mitigate(drill);

            assertNothingHappened(report, "FAILED", "provider-denied");
            assertThat(report.detail()).contains("ecs:UpdateService denied", "docs/iam/rollback.json");
            assertThat(report.byHand()).isNotEmpty();
            assertThat(drill.effectiveDeployments()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeServices", "ListServiceDeployments", "DescribeTaskDefinition"})
    void readDenied_saysWhichPermissionIsMissing(String operation) {
        try (var drill = drill(new AwsFault.Denied(operation))) {
            RollbackReport report = mitigate(drill);

            assertNothingHappened(report, "FAILED", "provider-denied");
            assertThat(report.detail()).contains("ecs:%s denied".formatted(operation), "docs/iam/plan.json");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void expiredToken_saysToLogInAgain() {
        try (var drill = drill(new AwsFault.ExpiredToken())) {
            RollbackReport report = mitigate(drill);

            assertNothingHappened(report, "FAILED", "provider-denied");
            assertThat(report.detail()).contains("expired", "log in again");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void clockSkew_saysToSetTheClock() {
        try (var drill = drill(new AwsFault.SkewedClock(Duration.ofMinutes(20)))) {
            RollbackReport report = mitigate(drill);

            assertNothingHappened(report, "FAILED", "provider-denied");
            assertThat(report.detail()).contains("clock", "set it");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void unknownCluster_isRefused() {
        try (var drill = drill()) {
            RollbackReport report = drill.run(r -> r.withCluster("staging"));

            assertNothingHappened(report, "REFUSED", "unknown-cluster");
            assertThat(report.detail()).contains("staging", "--cluster");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void unknownService_isRefused() {
        Scenario elsewhere = Scenario.named("bad-deploy").withServices(Set.of("other"));
        try (var drill = WireDrill.inTurn(elsewhere, FAST, Apache5HttpClient.create())) {
            RollbackReport report = drill.run(r -> r);

            assertNothingHappened(report, "REFUSED", "unknown-service");
            assertThat(report.detail()).contains("api-gateway");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void targetDeregisteredAfterThePlan_isStale() throws InterruptedException {
        try (var drill = drill()) {
            RollbackEngine engine = drill.engine().build();
            RollbackPlan plan = engine.plan(WireDrill.runbook(), drill.request());
            drill.ecs().deregisterTaskDefinition(r -> r.taskDefinition("api-gateway:41"));
            var later = new CompletableFuture<Boolean>();
            drill.clock().schedule(plan.plannedAt().plusSeconds(30), () -> later.complete(true));
            later.join();

            RollbackReport report = engine.start(plan).await();

            assertNothingHappened(report, "REFUSED", "plan-stale");
            assertThat(drill.writes()).isEmpty();
        }
    }

    /** Takes down what is told while a plan is made, and fails then, as a listener may. */
    private record Unanswered(List<String> told) implements RollbackListener {
        @Override
        public void happened(RollbackEvent event, RollbackView rollback) {}

        @Override
        public void unanswered(UnansweredRead read) {
            told.add(read.trouble());
            throw new IllegalStateException("listener");
        }
    }

    @Test
    void endpointRefuses_saysSo() throws InterruptedException {
        try (var drill = drill()) {
            var told = new CopyOnWriteArrayList<String>();
            RollbackEngine engine =
                    drill.engine().listener(new Unanswered(told)).build();
            RollbackRequest request = drill.request();
            drill.stopServing();

            RollbackReport report = engine.run(WireDrill.runbook(), request);

            assertNothingHappened(report, "FAILED", "provider-unavailable");
            assertThat(report.detail()).contains("refuses connections");
            assertThat(told).hasSizeGreaterThan(2).anyMatch(trouble -> trouble.contains("refuses connections"));
        }
    }

    @Test
    void serverFailsEveryWrite_isUnknownAfterTwo() {
        try (var drill = drill(new AwsFault.ServerFailure("UpdateService"))) {
            RollbackReport report = mitigate(drill);

            assertThat(report.reason()).as(report.toString()).hasToString("Optional[write-unknown]");
            assertThat(report.changed()).isEqualTo(Changed.UNKNOWN);
            assertThat(drill.writes()).hasSize(2);
            assertThat(drill.effectiveDeployments()).isZero();
        }
    }

    @Test
    void staleReadsAfterTheWrite_makeOneDeployment() {
        try (var drill = drill(new AwsFault.StaleReads(Duration.ofSeconds(10)))) {
            RollbackReport report = mitigate(drill);

            assertThat(report.reason()).as(report.toString()).hasToString("Optional[not-awaited]");
            assertThat(drill.effectiveDeployments()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"INACTIVE", "DRAINING"})
    void serviceOnItsWayOut_isRefused(String status) {
        try (var drill = drill("bad-deploy", s -> s.status(status))) {
            RollbackReport report = mitigate(drill);

            assertNothingHappened(report, "REFUSED", "service-inactive");
            assertThat(report.detail()).contains(status);
            assertThat(drill.writes()).isEmpty();
        }
    }

    private static void assertByHandOnly(WireDrill drill, RollbackReport report, String method) {
        assertNothingHappened(report, "REFUSED", "unsupported-method");
        assertThat(report.detail()).contains(method);
        assertThat(report.byHand()).isNotEmpty();
        assertThat(drill.writes()).isEmpty();
    }

    @Test
    void daemon_isRefusedByHand() {
        try (var drill = drill("bad-deploy", s -> s.schedulingStrategy(SchedulingStrategy.DAEMON))) {
            assertByHandOnly(drill, mitigate(drill), "DAEMON");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE_DEPLOY", "EXTERNAL"})
    void otherController_isRefusedByHand(DeploymentControllerType type) {
        try (var drill = drill("bad-deploy", s -> s.deploymentController(c -> c.type(type)))) {
            assertByHandOnly(drill, mitigate(drill), type.name());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLUE_GREEN", "LINEAR", "CANARY"})
    void nativeStrategy_isRefusedByHand(DeploymentStrategy strategy) {
        try (var drill = drill("bad-deploy", s -> s.deploymentConfiguration(c -> c.strategy(strategy)))) {
            assertByHandOnly(drill, mitigate(drill), strategy.name());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLUE_GREEN", "LINEAR", "CANARY"})
    void nativeStrategyWithTheSuspectInProgress_isStopped(DeploymentStrategy strategy) {
        try (var drill = drill("deploy-in-progress", s -> s.deploymentConfiguration(c -> c.strategy(strategy)))) {
            RollbackReport report = mitigate(drill);

            assertThat(report.reason()).as(report.toString()).hasToString("Optional[not-awaited]");
            assertThat(drill.writes()).containsExactly("StopServiceDeployment");
            assertThat(drill.running()).isEqualTo(41);
        }
    }

    @Test
    void desiredCountZero_provesNothing() {
        try (var drill = drill("bad-deploy", s -> s.desiredCount(0))) {
            RollbackReport report = mitigate(drill);

            assertThat(report.outcome()).hasToString("ROLLED_BACK_UNVERIFIED");
            assertThat(report.reason()).as(report.toString()).hasToString("Optional[nothing-runs]");
        }
    }
}
