package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VettingTest {
    private static Vetting vetting(Worlds world) {
        return world.vetting();
    }

    private static Candidate candidate(ServiceRevision revision) {
        return new Candidate(revision, ago(297), ago(20));
    }

    private static Optional<String> objection(Worlds world, ServiceRevision revision) {
        return vetting(world).objection(candidate(revision), true).map(Objection::why);
    }

    @Test
    void objection_lastGoodRevision_isKept() {
        assertThat(objection(Worlds.badDeploy(), revision(41))).isEmpty();
    }

    @Test
    void objection_suspectsContent_isDropped() {
        assertThat(objection(Worlds.badDeploy(), revision(42))).hasValue("starts exactly what the suspect started");
    }

    @Test
    void objection_sameContentAndImages_isDropped() {
        var twin = revision("sr-41b", 41, image("app", "registry/payments:1.42", "sha256:42"));
        var world = Worlds.badDeploy().define(Worlds.definition(41, DefinitionStatus.ACTIVE, "content of 42"));

        assertThat(objection(world, twin)).hasValue("starts exactly what the suspect started");
    }

    @Test
    void objection_sameContentWithOtherImages_isKept() {
        var world = Worlds.badDeploy().define(Worlds.definition(41, DefinitionStatus.ACTIVE, "content of 42"));

        assertThat(objection(world, revision(41))).isEmpty();
    }

    @Test
    void objection_definitionInactive_isDropped() {
        var world = Worlds.badDeploy().define(Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"));

        assertThat(objection(world, revision(41))).hasValue("INACTIVE: deregistered");
    }

    @Test
    void objection_definitionBeingDeleted_isDropped() {
        var world = Worlds.badDeploy().define(Worlds.definition(41, DefinitionStatus.DELETING, "content of 41"));

        assertThat(objection(world, revision(41))).hasValue("its task definition is being deleted");
    }

    @Test
    void objection_definitionGone_isDropped() {
        assertThat(objection(Worlds.badDeploy().undefine(41), revision(41)))
                .hasValue("its task definition no longer exists");
    }

    @Test
    void objection_definitionNotRead_isDroppedAsNotLookedAtRatherThanGone() {
        assertThat(objection(Worlds.badDeploy(), revision(30)))
                .hasValue("not looked at: too many ran since; name payments:30 as the target to have it looked at");
    }

    @Test
    void objection_quarantined_isDropped() {
        assertThat(objection(Worlds.badDeploy().standing(41, RevisionMark.QUARANTINED), revision(41)))
                .hasValue("quarantined by an earlier rollback");
    }

    @Test
    void objection_proven_isKept() {
        assertThat(objection(Worlds.badDeploy().standing(41, RevisionMark.PROVEN), revision(41)))
                .isEmpty();
    }

    @Test
    void objection_serviceWasRolledBackFromIt_isDropped() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(40, 200)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(objection(world, revision(41)))
                .hasValue("the service was rolled back from it, and it has not served for 15 min since");
        assertThat(objection(world, revision(40))).isEmpty();
    }

    @Test
    void objection_platformRolledBackFromIt_isDropped() {
        var world = Worlds.calmUntil(17).deployed(40, 600);
        world.deployment(
                io.incidentiq.rollback.port.Deployment.of(
                                new io.incidentiq.rollback.port.DeploymentId("d41"),
                                revision(41).id(),
                                DeploymentState.ROLLBACK_SUCCESSFUL,
                                ago(300))
                        .withFinishedAt(ago(290))
                        .withRolledBackTo(revision(40).id()),
                revision(41));
        world.deployed(42, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(objection(world, revision(41)))
                .hasValue("the service was rolled back from it, and it has not served for 15 min since");
    }

    @Test
    void objection_redeployAfterAnother_isNotARollbackFromIt() {
        var world = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployed(41, 200)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(objection(world, revision(41))).isEmpty();
    }

    @Test
    void objection_firstDeployedAfterTheSuspect_isDropped() {
        var world = Worlds.badDeploy().deployed(43, 10);

        assertThat(objection(world, revision(43))).hasValue("first deployed after the suspect");
    }

    @Test
    void objection_recordShownWorseThanTheMidpoint_isDropped() {
        var world = Worlds.badDeploy().points(600, 300, 0.5).points(80, 20, 5.0);

        assertThat(objection(world, revision(41)).orElseThrow()).startsWith("bad record: served at 5.00");
    }

    @Test
    void objection_recordNearerToTheReference_isKept() {
        var world = Worlds.badDeploy().points(80, 20, 4.0);

        assertThat(objection(world, revision(41))).isEmpty();
    }

    @Test
    void objection_incidentNotVisible_noRecordIsBad() {
        var world = Worlds.calmUntil(0)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 20)
                .points(80, 20, 0.6);

        assertThat(objection(world.request(r -> r.withIncidentStart(ago(18))), revision(41)))
                .isEmpty();
    }

    @Test
    void objection_servedBeforeTheDataBegins_isKept() {
        var world = Worlds.badDeploy().withoutPoints(24 * 60, 20);

        assertThat(objection(world, revision(41))).isEmpty();
    }

    @Test
    void objection_lacksALoadBalancedPort_isDropped() {
        var world = Worlds.badDeploy().snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("app", 9090))));

        assertThat(objection(world, revision(41))).hasValue("lacks app:9090, which the load balancer sends traffic to");
    }

    @Test
    void objection_offersEveryLoadBalancedPort_isKept() {
        var world = Worlds.badDeploy().snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("app", 8080))));

        assertThat(objection(world, revision(41))).isEmpty();
    }

    private static final ServiceRevision LATEST_OLD =
            revision("sr-old", 41, image("app", "registry/app:latest", "sha256:1"));
    private static final ServiceRevision LATEST_NEW =
            revision("sr-new", 42, image("app", "registry/app:latest", "sha256:2"));

    private static Worlds latest(ServiceRevision good, ServiceRevision bad) {
        return Worlds.calmUntil(17).deployed(good, 300).deployed(bad, 20).request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void objection_everyDifferingContainerHasTheSuspectsTag_isDropped() {
        assertThat(objection(latest(LATEST_OLD, LATEST_NEW), LATEST_OLD).orElseThrow())
                .startsWith("moved tag");
    }

    /** The suspect changed a value of the app's environment; the agent's tag floats. */
    private static Worlds configOnly(String balanced) {
        var good = revision("sr-old", 41, image("app", "app:1", "sha256:1"), image("agent", "agent:7", "sha256:7"));
        var bad = revision("sr-new", 42, image("app", "app:1", "sha256:1"), image("agent", "agent:7", "sha256:8"));
        return latest(good, bad)
                .define(withAgent(41))
                .define(withAgent(42))
                .snapshot(s -> s.withLoadBalanced(List.of(new PortBinding(balanced, 8080))));
    }

    private static TaskDefinition withAgent(int number) {
        return new TaskDefinition(
                Worlds.rev(number),
                DefinitionStatus.ACTIVE,
                List.of(
                        new ContainerDefinition("app", "app:1", List.of(8080)),
                        new ContainerDefinition("agent", "agent:7", List.of(8080))),
                "content of " + number,
                ago(30 * 24 * 60));
    }

    @Test
    void objection_onlyASidecarsTagMovedAndTheDefinitionDiffers_isKeptWithAWarning() {
        var plan = configOnly("app").plan();

        assertThat(plan.target().orElseThrow().revision()).isEqualTo(Worlds.rev(41));
        assertThat(plan.gate("moved-tag")).isEmpty();
        assertThat(plan.warnings())
                .contains("the tag of sidecar agent moved: it starts the image that the tag names now");
    }

    @Test
    void objection_theOnlyMovedTagTakesTraffic_isDropped() {
        assertThat(configOnly("agent").plan().target()).isEmpty();
    }

    @Test
    void objection_onlyASidecarsImageDiffers_isDropped() {
        var world = configOnly("app");
        var same = new TaskDefinition(
                Worlds.rev(42),
                DefinitionStatus.ACTIVE,
                withAgent(42).containers(),
                "content of 41",
                ago(30 * 24 * 60));

        assertThat(world.define(same).plan().target()).isEmpty();
    }

    @Test
    void objection_movedTagButRecordedDigestsAreUsedAgain_isKept() {
        assertThat(vetting(latest(LATEST_OLD, LATEST_NEW)).objection(candidate(LATEST_OLD), false))
                .isEmpty();
    }

    @Test
    void objection_pinnedByDigest_isKept() {
        var good = revision("sr-old", 41, image("app", "registry/app@sha256:1", "sha256:1"));
        var bad = revision("sr-new", 42, image("app", "registry/app@sha256:2", "sha256:2"));

        assertThat(objection(latest(good, bad), good)).isEmpty();
    }

    @Test
    void movedContainers_onlySomeMoved_namesThemAndTheRevisionIsKept() {
        var good = Worlds.beforeTheProxyMoved();
        var bad = Worlds.afterTheProxyMoved();
        var world = latest(good, bad);

        assertThat(vetting(world).movedContainers(good)).containsExactly("proxy");
        assertThat(objection(world, good)).isEmpty();
    }

    @Test
    void movedContainers_sameDigest_isNotMoved() {
        var good = revision("sr-old", 41, image("app", "registry/app:latest", "sha256:1"));
        var bad = revision("sr-new", 42, image("app", "registry/app:latest", "sha256:1"));

        assertThat(vetting(latest(good, bad)).movedContainers(good)).isEmpty();
    }
}
