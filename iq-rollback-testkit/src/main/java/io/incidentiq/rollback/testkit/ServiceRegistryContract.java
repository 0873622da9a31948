package io.incidentiq.rollback.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ServiceRegistry} keeps. Its tests deploy: give it a world of its own. */
public abstract class ServiceRegistryContract {
    private static final RevisionId NO_SUCH_REVISION = new RevisionId("no-such-family", 1);

    private ServiceRegistry registry;
    private ServiceId service;

    /** Returns the registry of a fresh world; asked once per test, before the other facts. */
    protected abstract ServiceRegistry registry();

    /** Returns a service with a rolling deployment method, at rest, that was deployed at least once. */
    protected abstract ServiceId service();

    /** Returns a revision of the service's family that can be deployed and isn't what runs. */
    protected abstract RevisionId otherRevision();

    /** Returns a revision of the service's family that exists and can't be deployed any more. */
    protected abstract RevisionId inactiveRevision();

    /** Returns a well-formed name of a service revision that the platform doesn't know. */
    protected abstract ServiceRevisionId unknownServiceRevision();

    /** Waits until reads show the last write; does nothing by default, for a world that shows it at once. */
    protected void untilVisible() {}

    @BeforeEach
    final void setUp() {
        registry = registry();
        service = service();
    }

    private ServiceSnapshot look() {
        return requireNonNull(registry.describe(Set.of(service)).get(service), "the service exists");
    }

    private List<Deployment> history() {
        return history(Instant.EPOCH);
    }

    private List<Deployment> history(Instant since) {
        return requireNonNull(registry.history(Set.of(service), since).get(service), "one history per service")
                .deployments();
    }

    private RevisionId running() {
        return look().primary().orElseThrow().definition();
    }

    private static void assertRefused(Set<ProviderException.Kind> kinds, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.kind()).isIn(kinds);
            assertThat(e.mayHaveHappened()).isFalse();
        });
    }

    @Test
    void place_always_isToldAndStaysTheSame() {
        assertThat(registry.place()).isNotNull().isEqualTo(registry.place());
    }

    @Test
    void describe_existing_showsItWithOnePrimaryFirst() {
        ServiceSnapshot snapshot = look();

        assertThat(snapshot.service()).isEqualTo(service);
        assertThat(snapshot.rollouts().get(0).primary()).isTrue();
        assertThat(snapshot.rollouts()).filteredOn(Rollout::primary).hasSize(1);
    }

    /** What the engine waits for after an update: without it no rollback ever counts as mitigated. */
    @Test
    void describe_atRest_showsThePrimaryServingAlone() {
        ServiceSnapshot snapshot = look();

        assertThat(snapshot.method()).isEqualTo(DeploymentMethod.ROLLING);
        assertThat(snapshot.rollouts())
                .filteredOn(Rollout::primary)
                .extracting(Rollout::tasks)
                .allSatisfy(tasks -> assertThat(tasks.desired()).isPositive())
                .allSatisfy(tasks -> assertThat(tasks.running()).isGreaterThanOrEqualTo(tasks.desired()))
                .allSatisfy(tasks -> assertThat(tasks.running()).isGreaterThanOrEqualTo(snapshot.desiredCount()))
                .allSatisfy(tasks -> assertThat(tasks.unhealthy()).isZero());
        assertThat(snapshot.rollouts())
                .filteredOn(rollout -> !rollout.primary())
                .allSatisfy(rollout -> assertThat(rollout.tasks().running()).isZero());
    }

    @Test
    void describe_atRest_namesWhatThePrimaryStarted() {
        Rollout primary = look().primary().orElseThrow();
        ServiceRevisionId started = requireNonNull(primary.serviceRevision(), "the primary's service revision");

        assertThat(registry.serviceRevisions(Set.of(started)))
                .containsOnlyKeys(started)
                .allSatisfy((id, revision) -> assertThat(revision.definition()).isEqualTo(primary.definition()))
                .allSatisfy((id, revision) -> assertThat(revision.images()).isNotEmpty());
    }

    @Test
    void describe_absentService_isAbsentAndHidesNothing() {
        var absent = new ServiceId(service.cluster(), "no-such-service");

        assertThat(registry.describe(Set.of(absent, service))).containsOnlyKeys(service);
    }

    @Test
    void describe_unknownCluster_isNotFound() {
        assertRefused(
                Set.of(ProviderException.Kind.NOT_FOUND),
                () -> registry.describe(Set.of(new ServiceId("no-such-cluster", "payments"))));
    }

    @Test
    void reads_nothingAsked_answerNothing() {
        assertThat(registry.describe(Set.of())).isEmpty();
        assertThat(registry.history(Set.of(), Instant.EPOCH)).isEmpty();
        assertThat(registry.serviceRevisions(Set.of())).isEmpty();
        assertThat(registry.definitions(Set.of())).isEmpty();
    }

    @Test
    void history_everything_isOldestFirst() {
        assertThat(history())
                .isNotEmpty()
                .isSortedAccordingTo(Comparator.comparing(Deployment::createdAt))
                .extracting(Deployment::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void history_since_includesThatInstantAndNothingBefore() {
        List<Deployment> all = history();
        Instant newest = all.get(all.size() - 1).createdAt();

        assertThat(history(newest))
                .isNotEmpty()
                .allSatisfy(deployment -> assertThat(deployment.createdAt()).isAfterOrEqualTo(newest));
        assertThat(history(newest.plusSeconds(1))).isEmpty();
    }

    @Test
    void serviceRevisions_unknown_isAbsentAndHidesNothing() {
        ServiceRevisionId known = history().get(history().size() - 1).started();

        assertThat(registry.serviceRevisions(Set.of(known, unknownServiceRevision())))
                .containsOnlyKeys(known)
                .allSatisfy((id, revision) -> assertThat(revision.id()).isEqualTo(known));
    }

    @Test
    void definitions_whateverTheirStatus_arePresentAndUnknownAbsent() {
        RevisionId inactive = inactiveRevision();

        var definitions = registry.definitions(Set.of(running(), inactive, NO_SUCH_REVISION));

        assertThat(definitions)
                .containsOnlyKeys(running(), inactive)
                .allSatisfy((id, definition) -> assertThat(definition.id()).isEqualTo(id));
        assertThat(definitions)
                .hasEntrySatisfying(
                        inactive, definition -> assertThat(definition.status()).isNotEqualTo(DefinitionStatus.ACTIVE));
    }

    @Test
    void activeRevisions_ofTheFamily_areTheNewestThatCanBeDeployed() {
        String family = running().family();

        List<RevisionId> active = registry.activeRevisions(family, 100);

        assertThat(active)
                .contains(otherRevision())
                .doesNotContain(inactiveRevision())
                .isSortedAccordingTo(Comparator.reverseOrder())
                .extracting(RevisionId::family)
                .containsOnly(family);
        assertThat(registry.activeRevisions(family, 1)).containsExactly(active.get(0));
    }

    @Test
    void activeRevisions_unknownFamily_areNone() {
        assertThat(registry.activeRevisions(NO_SUCH_REVISION.family(), 100)).isEmpty();
    }

    @Test
    void failures_ofTheRunningRollout_areNewestFirst() {
        DeploymentId rollout = look().primary().orElseThrow().id();

        assertThat(registry.failures(service, rollout))
                .isSortedAccordingTo(Comparator.comparing(TaskFailure::at).reversed());
    }

    @Test
    void update_otherRevision_makesItTheOnlyPrimary() {
        int deployments = history().size();
        int desired = look().desiredCount();

        DeploymentId made = registry.update(service, otherRevision());
        untilVisible();

        assertThat(look().rollouts())
                .filteredOn(Rollout::primary)
                .singleElement()
                .satisfies(primary -> assertThat(primary.id()).isEqualTo(made))
                .satisfies(primary -> assertThat(primary.definition()).isEqualTo(otherRevision()));
        assertThat(history()).hasSize(deployments + 1);
        assertThat(look().desiredCount()).isEqualTo(desired);
    }

    @Test
    void update_whatRunsAlready_isANewDeployment() {
        DeploymentId before = look().primary().orElseThrow().id();

        DeploymentId made = registry.update(service, running());
        untilVisible();

        assertThat(made).isNotEqualTo(before);
        assertThat(look().primary().orElseThrow().id()).isEqualTo(made);
    }

    @Test
    void update_inactiveRevision_isRejectedAndChangesNothing() {
        RevisionId before = running();
        int deployments = history().size();

        assertRefused(Set.of(ProviderException.Kind.REJECTED), () -> registry.update(service, inactiveRevision()));
        untilVisible();

        assertThat(running()).isEqualTo(before);
        assertThat(history()).hasSize(deployments);
    }

    @Test
    void update_absentService_isRefused() {
        assertRefused(
                Set.of(ProviderException.Kind.NOT_FOUND, ProviderException.Kind.REJECTED),
                () -> registry.update(new ServiceId(service.cluster(), "no-such-service"), otherRevision()));
    }

    @Test
    void stop_runningDeployment_isNoLongerInProgress() {
        registry.update(service, otherRevision());
        untilVisible();
        Deployment running = newest();

        registry.stop(service, running.id());
        untilVisible();

        assertThat(newest().id()).isEqualTo(running.id());
        assertThat(newest().state().rollingBack() || newest().state().terminal())
                .as("%s is stopping or stopped", newest())
                .isTrue();
        assertThat(look().primary().orElseThrow())
                .as("what takes its place says that it undoes %s", running.id())
                .matches(p -> p.id().equals(running.id()) || running.id().equals(p.rollbackOf()));
    }

    private Deployment newest() {
        List<Deployment> all = history();
        return all.get(all.size() - 1);
    }

    @Test
    void stop_finishedDeployment_isRejected() {
        Deployment finished =
                history().stream().filter(d -> d.state().terminal()).findFirst().orElseThrow();

        assertRefused(Set.of(ProviderException.Kind.REJECTED), () -> registry.stop(service, finished.id()));
    }
}
