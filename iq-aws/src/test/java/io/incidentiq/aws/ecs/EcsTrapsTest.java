package io.incidentiq.aws.ecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.*;

/** What Amazon ECS does that a rollback must not fall for. */
class EcsTrapsTest {
    private static final ServiceId SERVICE = new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);
    private final FakeEcs ecs = FakeEcs.calm();
    private final AtomicLong nanos = new AtomicLong();
    private final EcsServiceRegistry registry =
            EcsServiceRegistry.of(ecs, () -> FakeEcs.BEGINNING.plusSeconds(86_400), nanos::get);

    private static RevisionId rev(int number) {
        return new RevisionId(FakeEcs.SERVICE, number);
    }

    private ServiceSnapshot look() {
        return requireNonNull(registry.describe(Set.of(SERVICE)).get(SERVICE));
    }

    private Rollout primary() {
        return look().primary().orElseThrow();
    }

    private List<Deployment> history() {
        return requireNonNull(registry.history(Set.of(SERVICE), Instant.EPOCH).get(SERVICE))
                .deployments();
    }

    private void seconds(int passed) {
        nanos.addAndGet(passed * 1_000_000_000L);
    }

    @Test
    void trap_forceNewDeployment_andDesiredCount_areNeverSent() {
        registry.update(SERVICE, rev(40));

        var sent = (UpdateServiceRequest) ecs.calls.stream()
                .filter(UpdateServiceRequest.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(sent.toBuilder()
                        .overrideConfiguration((software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration) null)
                        .build())
                .isEqualTo(UpdateServiceRequest.builder()
                        .cluster("production")
                        .service("payments")
                        .taskDefinition("payments:40")
                        .build());
    }

    @Test
    void trap_twoOperatorsAtOnce_anAnswerThatNamesAnothersDeploymentIsNotTakenForOurs() {
        ecs.meanwhile = () -> ecs.deploy(41, ServiceDeploymentStatus.IN_PROGRESS);

        assertThatThrownBy(() -> registry.update(SERVICE, rev(40)))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.mayHaveHappened()).isTrue())
                .hasMessageContainingAll("ecs-svc/7004", "payments:41", "payments:40");
    }

    @Test
    void trap_inactiveTarget_isToldApart() {
        assertThat(requireNonNull(registry.definitions(Set.of(rev(39))).get(rev(39)))
                        .status())
                .isEqualTo(DefinitionStatus.INACTIVE);
    }

    @Test
    void trap_breakerRollbackReadAsSuccess_whatRunsIsWhatItReturnedTo() {
        var good = ecs.deployments.get(0).targetServiceRevision().arn();
        ecs.deploy(41, ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.replaceLast(d -> d.rollback(r -> r.serviceRevisionArn(good)));
        DeploymentId undone = history().get(2).id();

        var closer =
                requireNonNull(registry.deployments(SERVICE, Set.of(undone)).get(undone));

        assertThat(requireNonNull(closer.succeededWith()).value()).isEqualTo(good);
    }

    @Test
    void trap_ourDeploymentIsThrownBack_theNewRolloutUndoesOurs() {
        look();
        DeploymentId ours = registry.update(SERVICE, rev(40));
        assertThat(primary().rollbackOf()).isNull();
        var good = ecs.deployments.get(1).targetServiceRevision().arn();
        ecs.replaceLast(
                d -> d.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS).rollback(r -> r.serviceRevisionArn(good)));
        ecs.primary("ecs-svc/9999", 41, ecs.last().createdAt().plusSeconds(60), DeploymentRolloutState.IN_PROGRESS);

        assertThat(primary().rollbackOf()).isEqualTo(ours);
        assertThat(requireNonNull(primary().serviceRevision()).value()).isEqualTo(good);
    }

    @Test
    void trap_somebodyElseDeploys_isNotTakenForARollback() {
        look();
        registry.update(SERVICE, rev(40));
        look();
        ecs.deploy(41, ServiceDeploymentStatus.IN_PROGRESS);

        assertThat(primary().rollbackOf()).isNull();
        assertThat(primary().id()).isEqualTo(new DeploymentId("ecs-svc/7004"));
    }

    /** Starts a deployment that waits at a lifecycle hook, and has it looked at closely. */
    private DeploymentId paused() {
        ecs.deploy(40, ServiceDeploymentStatus.IN_PROGRESS);
        pause(DeploymentLifecycleHookStatus.AWAITING_ACTION);
        DeploymentId paused = history().get(2).id();
        registry.deployments(SERVICE, Set.of(paused));
        return paused;
    }

    private void pause(DeploymentLifecycleHookStatus status) {
        ecs.replaceLast(d -> d.lifecycleHookDetails(DeploymentLifecycleHookDetail.builder()
                .hookId("hook-1")
                .status(status)
                .build()));
    }

    private void assertToldToGoBackAtTheHook() {
        assertThat(ecs.count(StopServiceDeploymentRequest.class)).isZero();
        assertThat(ecs.calls)
                .filteredOn(ContinueServiceDeploymentRequest.class::isInstance)
                .singleElement()
                .satisfies(call -> {
                    var sent = (ContinueServiceDeploymentRequest) call;
                    assertThat(sent.hookId()).isEqualTo("hook-1");
                    assertThat(sent.action()).isEqualTo(DeploymentLifecycleHookAction.ROLLBACK);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 61})
    void trap_pausedAtALifecycleHook_isToldToGoBackHoweverLongAPersonThought(int seconds) {
        DeploymentId paused = paused();
        seconds(seconds);
        look();

        registry.stop(SERVICE, paused);

        assertToldToGoBackAtTheHook();
    }

    @Test
    void trap_comesToALifecycleHookAfterThePlan_isToldToGoBack() {
        DeploymentId suspect = paused();
        pause(DeploymentLifecycleHookStatus.IN_PROGRESS);
        registry.deployments(SERVICE, Set.of(suspect));
        pause(DeploymentLifecycleHookStatus.AWAITING_ACTION);
        seconds(30);

        registry.stop(SERVICE, suspect);

        assertToldToGoBackAtTheHook();
    }

    @Test
    void trap_passesItsLifecycleHookAfterThePlan_isStopped() {
        DeploymentId paused = paused();
        pause(DeploymentLifecycleHookStatus.SUCCEEDED);
        seconds(30);

        registry.stop(SERVICE, paused);

        assertThat(ecs.count(ContinueServiceDeploymentRequest.class)).isZero();
        assertThat(ecs.count(StopServiceDeploymentRequest.class)).isEqualTo(1);
    }

    @Test
    void stop_rightAfterACloserLook_looksNoMore() {
        DeploymentId paused = paused();

        registry.stop(SERVICE, paused);

        assertThat(ecs.count(DescribeServiceDeploymentsRequest.class)).isEqualTo(1);
    }

    @Test
    void stop_thatCannotBePrepared_isCertainlyNotSent() {
        DeploymentId paused = paused();
        seconds(30);
        ecs.describesDeployments = false;

        assertThatThrownBy(() -> registry.stop(SERVICE, paused))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
                    assertThat(e.mayHaveHappened()).isFalse();
                })
                .hasMessageContainingAll("not sent", "ecs:DescribeServiceDeployments");
        assertThat(ecs.count(StopServiceDeploymentRequest.class)).isZero();
        assertThat(ecs.count(ContinueServiceDeploymentRequest.class)).isZero();
    }

    @Test
    void trap_deploymentInProgress_isStoppedByRollingBack() {
        ecs.deploy(40, ServiceDeploymentStatus.IN_PROGRESS);

        registry.stop(SERVICE, new DeploymentId("ecs-svc/7003"));

        assertThat(ecs.calls)
                .filteredOn(StopServiceDeploymentRequest.class::isInstance)
                .singleElement()
                .satisfies(call -> {
                    var sent = (StopServiceDeploymentRequest) call;
                    assertThat(sent.stopType()).isEqualTo(StopServiceDeploymentStopType.ROLLBACK);
                    assertThat(sent.serviceDeploymentArn()).isEqualTo(ecs.last().serviceDeploymentArn());
                });
    }

    @ParameterizedTest
    @CsvSource({"CODE_DEPLOY, CODE_DEPLOY", "EXTERNAL, EXTERNAL", "ECS, ROLLING"})
    void trap_otherControllers_areRecognised(DeploymentControllerType type, DeploymentMethod method) {
        ecs.change = s -> s.deploymentController(c -> c.type(type));

        assertThat(look().method()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({"ROLLING, ROLLING", "BLUE_GREEN, BLUE_GREEN", "LINEAR, LINEAR", "CANARY, CANARY"})
    void trap_nativeStrategies_areRecognised(DeploymentStrategy strategy, DeploymentMethod method) {
        ecs.change = s -> s.deploymentConfiguration(c -> c.strategy(strategy));

        assertThat(look().method()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({"true, true, errors", "false, true,", "true, false,"})
    void trap_alarmsAlreadyInAlarm_thoseThatWouldUndoAreNamed(boolean enable, boolean rollback, String named) {
        ecs.change = s -> s.deploymentConfiguration(
                c -> c.alarms(a -> a.alarmNames("errors").enable(enable).rollback(rollback)));

        assertThat(look().deploymentAlarms()).isEqualTo(named == null ? List.of() : List.of(named));
    }

    @Test
    void describe_daemon_isRecognised() {
        ecs.change = s -> s.schedulingStrategy(SchedulingStrategy.DAEMON);

        assertThat(look().method()).isEqualTo(DeploymentMethod.DAEMON);
    }

    @ParameterizedTest
    @CsvSource({"DRAINING", "INACTIVE", "ACTIVE"})
    void describe_serviceOnItsWayOut_saysSo(ServiceStatus status) {
        ecs.change = s -> s.status(status.name());

        assertThat(look().status()).isEqualTo(status);
    }

    @Test
    void trap_zeroDesiredCount_isShown() {
        ecs.change = s -> s.desiredCount(0);

        assertThat(look().desiredCount()).isZero();
    }

    @Test
    void trap_rolloutStateAbsent_isUnknown() {
        ecs.primary("ecs-svc/7002", 41, FakeEcs.BEGINNING, DeploymentRolloutState.UNKNOWN_TO_SDK_VERSION);

        assertThat(primary().state()).isEqualTo(RolloutState.UNKNOWN);
    }

    @Test
    void trap_runningIsNotHealthy_afterAWriteTheTasksAreAsked() {
        look();
        DeploymentId ours = registry.update(SERVICE, rev(40));
        ecs.tasks.add(running("t1", ours, HealthStatus.UNHEALTHY));

        assertThat(primary().tasks().unhealthy()).isEqualTo(1);
    }

    @Test
    void trap_imageGone_isAPermanentFailureOfThatRollout() {
        ecs.tasks.add(stopped("t1", "ecs-svc/7002", "CannotPullContainerError: manifest unknown: not found"));
        ecs.tasks.add(stopped("t2", "ecs-svc/7001", "CannotPullContainerError: manifest unknown: not found"));

        assertThat(registry.failures(SERVICE, new DeploymentId("ecs-svc/7002")))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.task()).isEqualTo("t1");
                    assertThat(failure.permanent()).isTrue();
                });
    }

    /** A registry's signed addresses are credentials for an hour, and ECS repeats them. */
    @Test
    void trap_signedAddressInAReason_isTakenOut() {
        String reason =
                "CannotPullContainerError: Get https://layers.s3.amazonaws.com/9f2c?X-Amz-Security-Token=short-token"
                        + "&X-Amz-Signature=fe5f80f77d5fa3be: dial tcp: i/o timeout";
        ecs.tasks.add(stopped("t1", "ecs-svc/7001", reason));
        ecs.replaceLast(d -> d.statusReason(reason));
        ecs.change = s -> s.events(ServiceEvent.builder()
                .id("e1")
                .createdAt(FakeEcs.BEGINNING)
                .message(reason)
                .build());

        String told =
                registry.failures(SERVICE, new DeploymentId("ecs-svc/7001")).toString()
                        + history().get(1).reason()
                        + requireNonNull(registry.describe(Set.of(SERVICE)).get(SERVICE))
                                .events();

        assertThat(told)
                .containsSubsequence("i/o timeout", "i/o timeout", "i/o timeout")
                .doesNotContain("short-token", "fe5f80f77d5fa3be");
    }

    /** The name of a secret, and words of a registry, can look like a secret; whether a task's failure can pass is judged before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm:"
                        + " /prod/db/password: ParameterNotFound",
                "ResourceInitializationError: unable to retrieve secret from asm: password=ResourceNotFoundException",
                "CannotPullContainerError: error during authorization: denied: requested access to the resource is denied",
                "CannotPullContainerError: authorization=denied: Bearer x1=denied: gone"
            })
    void trap_secretsInAReason_changeNothingAboutItsPermanence(String reason) {
        ecs.tasks.add(stopped("t1", "ecs-svc/7001", reason));

        assertThat(registry.failures(SERVICE, new DeploymentId("ecs-svc/7001")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.permanent()).isTrue());
    }

    @Test
    void trap_runningIsNotHealthy_tasksBeyondTheFirstPageAreAsked() {
        look();
        DeploymentId ours = registry.update(SERVICE, rev(40));
        for (int i = 0; i < 250; i++) {
            ecs.tasks.add(running("t" + i, ours, i == 249 ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY));
        }

        assertThat(primary().tasks().unhealthy()).isEqualTo(1);
        assertThat(ecs.count(ListTasksRequest.class)).isEqualTo(3);
    }

    private static Task running(String id, DeploymentId rollout, HealthStatus health) {
        return Task.builder()
                .taskArn(FakeEcs.ARN + "task/production/" + id)
                .startedBy(rollout.value())
                .desiredStatus("RUNNING")
                .healthStatus(health)
                .build();
    }

    @Test
    void trap_imageGone_isSeenAmongManyStoppedTasks() {
        for (int i = 0; i < 101; i++) {
            ecs.tasks.add(stopped("old" + i, "ecs-svc/7001", "Scaling activity"));
        }
        ecs.tasks.add(stopped("t1", "ecs-svc/7002", "CannotPullContainerError: manifest unknown: not found"));

        assertThat(registry.failures(SERVICE, new DeploymentId("ecs-svc/7002")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.permanent()).isTrue());
    }

    private static Task stopped(String id, String rollout, String reason) {
        return Task.builder()
                .taskArn(FakeEcs.ARN + "task/production/" + id)
                .startedBy(rollout)
                .desiredStatus("STOPPED")
                .stopCode(TaskStopCode.TASK_FAILED_TO_START)
                .stoppedReason(reason)
                .stoppedAt(FakeEcs.BEGINNING)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "'CannotPullContainerError: pull image manifest has been retried 1 time(s): image not found', true",
        "'CannotPullContainerError: dial tcp: i/o timeout', false",
        "'CannotPullContainerError: toomanyrequests: not found', false",
        "'ResourceInitializationError: unable to pull secrets: ResourceNotFoundException: Secrets Manager', true",
        "'ResourceInitializationError: unable to pull secrets: context deadline exceeded: timed out', false",
        "'Essential container in task exited', false"
    })
    void permanent_whatCannotMend_only(String reason, boolean permanent) {
        assertThat(Tasks.permanent(reason)).isEqualTo(permanent);
    }

    @Test
    void trap_noOrderIsDocumented_pagesAreAllReadAndSorted() {
        ecs.pageSize = 1;

        assertThat(history()).extracting(d -> d.id().value()).containsExactly("ecs-svc/7001", "ecs-svc/7002");
        assertThat(registry.activeRevisions(FakeEcs.SERVICE, 10)).containsExactly(rev(41), rev(40));
    }

    @Test
    void roundTrips_ofAPlan_areThree() {
        look();
        List<Deployment> known = history();
        assertThat(ecs.calls).hasSize(4);

        registry.serviceRevisions(Set.of(known.get(0).started(), known.get(1).started()));
        assertThat(ecs.calls).hasSize(5);

        look();
        registry.definitions(Set.of(rev(40), rev(41)));
        registry.migrationsByTag().migrations(SERVICE, Set.of(rev(40), rev(41)));
        assertThat(ecs.calls).hasSize(8);
    }

    @Test
    void describe_thirtyServices_takesThreeCallsOfTen() {
        var many = new java.util.HashSet<ServiceId>();
        for (int i = 0; i < 29; i++) {
            many.add(new ServiceId(FakeEcs.CLUSTER, "other-" + i));
        }
        many.add(SERVICE);
        seconds(100);

        assertThat(registry.describe(many)).containsOnlyKeys(SERVICE);
        assertThat(ecs.count(DescribeServicesRequest.class)).isEqualTo(3);
    }

    @Test
    void trap_otherCallersShareTheBudget_beyondAQuarterNothingIsSent() {
        for (int i = 0; i < 12; i++) {
            registry.update(SERVICE, rev(40));
        }

        assertThatThrownBy(() -> registry.update(SERVICE, rev(40)))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
                    assertThat(e.mayHaveHappened()).isFalse();
                });
        assertThat(ecs.count(UpdateServiceRequest.class)).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"none, NONE", "present, PRESENT", "maybe, UNKNOWN"})
    void trap_schemaMigration_isReadFromTheTag(String value, MigrationFinding.Kind kind) {
        ecs.tags.put(
                "payments:41",
                List.of(Tag.builder().key("iq:migrations").value(value).build()));

        var found = registry.migrationsByTag().migrations(SERVICE, Set.of(rev(41)));

        assertThat(requireNonNull(found.get(rev(41))).kind()).isEqualTo(kind);
    }

    @Test
    void definitions_tagsAndContainerLabels_areItsLabels() {
        ecs.definitions.computeIfPresent(
                "payments:41",
                (id, definition) -> definition.toBuilder()
                        .containerDefinitions(definition.containerDefinitions().stream()
                                .map(c -> c.toBuilder()
                                        .dockerLabels(
                                                Map.of("org.opencontainers.image.revision", "0a1b2c3", "team", "shop"))
                                        .build())
                                .toList())
                        .build());
        ecs.tags.put(
                "payments:41",
                List.of(
                        Tag.builder().key("commit").value("0a1b2c3d4e5f").build(),
                        Tag.builder().key("team").value("payments").build()));

        var definition = requireNonNull(registry.definitions(Set.of(rev(41))).get(rev(41)));

        assertThat(definition.labels())
                .containsEntry("commit", "0a1b2c3d4e5f")
                .containsEntry("org.opencontainers.image.revision", "0a1b2c3")
                .containsEntry("team", "payments");
        assertThat(ecs.count(DescribeTaskDefinitionRequest.class)).isEqualTo(1);
    }

    @Test
    void fingerprint_otherNumberAndOrder_isTheSame_otherEnvironmentIsNot() {
        var one = KeyValuePair.builder().name("A").value("1").build();
        var two = KeyValuePair.builder().name("B").value("2").build();
        var three = KeyValuePair.builder().name("B").value("3").build();

        assertThat(fingerprint(7, one, two)).isEqualTo(fingerprint(8, two, one));
        assertThat(fingerprint(7, one, two)).isNotEqualTo(fingerprint(7, one, three));
        assertThat(fingerprint(7, one, two)).doesNotContain("A").hasSize(64);
    }

    private static String fingerprint(int revision, KeyValuePair... environment) {
        return Fingerprint.of(TaskDefinition.builder()
                .family("payments")
                .revision(revision)
                .registeredAt(FakeEcs.BEGINNING.plusSeconds(revision))
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("i:1")
                        .environment(environment)
                        .build())
                .build());
    }
}
