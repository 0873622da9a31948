package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the plan says of its target, and of the revisions that it passes over. */
class TargetEvidenceTest {
    private static String evidence(Worlds world) {
        return world.plan().target().orElseThrow().evidence();
    }

    private static List<Rejected> rejected(Worlds world) {
        return world.targetRule().choose(world.symptoms()).rejected();
    }

    private static Worlds incident(Worlds world) {
        return world.request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void evidence_newestSuccess_saysWhenAndHowLongItServedAndHowItDid() {
        assertThat(evidence(Worlds.badDeploy()))
                .isEqualTo("last proven success before the suspect, deployed " + ago(297)
                        + ", served 4 h 37 min at 0.500");
    }

    @Test
    void evidence_named_saysSo() {
        assertThat(evidence(Worlds.badDeploy().request(r -> r.withTarget("40"))))
                .startsWith("named; a success of this service, deployed " + ago(597));
    }

    @Test
    void evidence_unproven_isOnlyTheNewestSuccess() {
        assertThat(evidence(incident(Worlds.calmUntil(17).deployed(41, 25).deployed(42, 20))))
                .startsWith("newest success before the suspect, deployed " + ago(22) + ", served 2 min at 0.500");
    }

    @Test
    void evidence_somebodyWentBackToIt_saysSo() {
        assertThat(evidence(Worlds.badDeploy().deployed(40, 10)))
                .startsWith("a success before the suspect, which the service was brought back to, deployed");
    }

    @Test
    void evidence_thePlatformWentBackToIt_saysSo() {
        var world = incident(Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300));
        world.deployment(
                        Deployment.of(
                                        new DeploymentId("d42"),
                                        revision(42).id(),
                                        DeploymentState.ROLLBACK_SUCCESSFUL,
                                        ago(20))
                                .withFinishedAt(ago(5))
                                .withRolledBackTo(revision(40).id()),
                        revision(42))
                .snapshot(s -> on(s, "d42", 40));

        assertThat(world.plan().target().map(Target::revision)).contains(rev(40));
        assertThat(evidence(world)).startsWith("a success before the suspect, which the service was brought back to");
    }

    private static ServiceSnapshot on(ServiceSnapshot seen, String deployment, int number) {
        var rollout = Rollout.primary(new DeploymentId(deployment), rev(number), ago(20))
                .withServiceRevision(revision(number).id());
        return ServiceSnapshot.of(seen.service(), seen.createdAt(), 3, List.of(rollout));
    }

    @Test
    void evidence_theSuspectFailedAndTheOldOneNeverStopped_isNoReturn() {
        var world = incident(Worlds.calmUntil(17)
                        .deployed(40, 600)
                        .deployed(41, 300)
                        .deployed(revision(42), 20, DeploymentState.STOPPED))
                .snapshot(s -> on(s, "d41", 41));

        assertThat(evidence(world)).startsWith("last proven success before the suspect");
    }

    @Test
    void evidence_broughtBackToAQuarantinedOne_anotherIsTheTarget() {
        var world = Worlds.badDeploy().deployed(41, 10).standing(41, RevisionMark.QUARANTINED);

        assertThat(world.plan().target().map(Target::revision)).contains(rev(40));
    }

    @Test
    void rejected_manyNumbersBetween_namesTwenty() {
        assertThat(rejected(incident(Worlds.calmUntil(17).deployed(10, 600).deployed(42, 20))))
                .hasSize(20)
                .startsWith(new Rejected(rev(41), "never ran in this service"))
                .endsWith(new Rejected(rev(22), "never ran in this service"));
    }

    @Test
    void rejected_ofManyKinds_areNamedWithTheirReasonsFromTheNewestDown() {
        var world = incident(Worlds.calmUntil(17)
                        .deployed(38, 1_000)
                        .deployed(37, 900)
                        .deployed(revision(39), 800, DeploymentState.STOPPED)
                        .deployed(revision(39), 750, DeploymentState.ROLLBACK_FAILED)
                        .deployed(41, 600)
                        .deployed(43, 20))
                .standing(41, RevisionMark.QUARANTINED);

        assertThat(rejected(world))
                .containsExactly(
                        new Rejected(rev(42), "never ran in this service"),
                        new Rejected(rev(41), "quarantined by an earlier rollback"),
                        new Rejected(rev(40), "never ran in this service"),
                        new Rejected(rev(39), "its deployment ended ROLLBACK_FAILED"),
                        new Rejected(rev(38), "an older success than the target"));
    }

    private static Worlds movedTags() {
        var older = revision("sr-a", 40, image("app", "registry/app:latest", "sha256:0"));
        var good = revision("sr-b", 41, image("app", "registry/app:latest", "sha256:1"));
        var bad = revision("sr-c", 42, image("app", "registry/app:latest", "sha256:2"));
        return incident(
                Worlds.calmUntil(17).deployed(older, 600).deployed(good, 300).deployed(bad, 20));
    }

    @Test
    void wayOut_newestIsQuarantined_namesTheImagesOfTheOneBefore() {
        var world = movedTags().standing(41, RevisionMark.QUARANTINED);

        assertThat(world.plan().ending().orElseThrow().detail())
                .endsWith("to return to what payments:40 ran, register a revision with app=registry/app@sha256:0"
                        + " and name it as the target");
    }

    private static Worlds deregistered(int number) {
        return incident(Worlds.calmUntil(17)
                        .deployed(40, 600)
                        .deployed(41, 300)
                        .deployed(revision(42), 20, DeploymentState.IN_PROGRESS))
                .define(Worlds.definition(number, DefinitionStatus.INACTIVE, "content of " + number));
    }

    @Test
    void deregistered_butThePlatformBringsItBackByItself_isTheTarget() {
        var plan = deregistered(41).plan();

        assertThat(plan.target().map(Target::revision)).contains(rev(41));
        assertThat(plan.action().orElseThrow().kind()).isEqualTo(Action.Kind.STOP);
    }

    @Test
    void deregistered_andThePlatformGoesElsewhere_isDropped() {
        var plan = deregistered(40).standing(41, RevisionMark.QUARANTINED).plan();

        assertThat(plan.target()).isEmpty();
        assertThat(plan.rejected()).contains(new Rejected(rev(40), "INACTIVE: deregistered"));
    }

    @Test
    void deregistered_andNamed_isDroppedBecauseItWouldBeDeployed() {
        var plan = deregistered(41).request(r -> r.withTarget("41")).plan();

        assertThat(plan.ending().orElseThrow().detail()).isEqualTo("payments:41: INACTIVE: deregistered");
    }

    @Test
    void deregistered_andNamed_isKeptWhereItRuns() {
        var plan = Worlds.badDeploy()
                .points(10, 0, Worlds.CALM)
                .deployed(41, 10)
                .define(Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"))
                .request(r -> r.withTarget("41"))
                .plan();

        assertThat(plan.action()).hasValue(Action.NONE);
    }

    @Test
    void movedTags_ofATargetThatRunsAlready_areNoMatter() {
        var good = Worlds.beforeTheProxyMoved();
        var world = incident(Worlds.calmUntil(17)
                        .points(10, 0, Worlds.CALM)
                        .deployed(good, 300)
                        .deployed(Worlds.afterTheProxyMoved(), 20)
                        .deployed(good, 10))
                .define(Worlds.withProxy(41))
                .define(Worlds.withProxy(42));

        assertThat(world.plan().action()).hasValue(Action.NONE);
        assertThat(world.plan().warnings()).isEmpty();
    }

    @Test
    void toNamesTheSuspectThatNeverSucceeded_saysWhatItIs() {
        var plan = deregistered(40).request(r -> r.withTarget("42")).plan();

        assertThat(plan.ending().orElseThrow().detail()).isEqualTo("payments:42: it is the suspect's own revision");
    }

    @Test
    void toNamesARevisionPinnedToImagesThatNoCandidateRan_isDropped() {
        var pinned = new TaskDefinition(
                rev(43),
                DefinitionStatus.ACTIVE,
                List.of(new ContainerDefinition("app", "registry/app@sha256:9", List.of())),
                "content of 43",
                ago(1));
        var plan = movedTags().define(pinned).request(r -> r.withTarget("43")).plan();

        assertThat(plan.ending().orElseThrow().detail()).contains("nor are its images pinned to those of one");
    }

    @Test
    void platformGoesBackToAnOlderSuccess_thatOneIsTheTargetWithItsRecord() {
        var world = incident(Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300))
                .deployment(
                        Deployment.of(
                                        new DeploymentId("d42"),
                                        revision(42).id(),
                                        DeploymentState.ROLLBACK_IN_PROGRESS,
                                        ago(20))
                                .withRolledBackTo(revision(40).id()),
                        revision(42));

        assertThat(world.plan().target().map(Target::revision)).contains(rev(40));
        assertThat(evidence(world)).startsWith("last proven success before the suspect, deployed " + ago(597));
    }
}
