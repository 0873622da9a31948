package io.incidentiq.rollback.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.NamedService;
import io.incidentiq.rollback.procedure.Names;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runbook that names another service may judge, or change, the wrong one. */
class RunbookElsewhereTest {
    private static final Source LINE = new Source("RB-0007", 82);

    private static Worlds named(NamedService.What what, String name, String... frontMatter) {
        return Worlds.badDeploy()
                .runbook(p -> p.withNames(
                        new Names(List.of(new NamedService(what, name, LINE)), List.of(), List.of(frontMatter), null)));
    }

    private static Ending refusal(Worlds world) {
        return world.plan().ending().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = NamedService.What.class,
            names = {"WRITE", "HEALTH"})
    void another_serviceOfTheCluster_isRefused(NamedService.What what) {
        Ending ending = refusal(named(what, "auth").neighbour("auth"));

        assertThat(ending.reason()).isEqualTo(Reason.RUNBOOK_ELSEWHERE);
        assertThat(ending.detail()).contains("RB-0007:82", "auth", "payments");
    }

    @Test
    void another_serviceOfTheFrontMatter_isRefused() {
        assertThat(refusal(named(NamedService.What.WRITE, "auth", "auth")).reason())
                .isEqualTo(Reason.RUNBOOK_ELSEWHERE);
    }

    @Test
    void aMerelyDifferentName_isAnOpenGate() {
        Gate gate = named(NamedService.What.HEALTH, "shared-balancer")
                .plan()
                .gate(GateIds.RUNBOOK_ELSEWHERE)
                .orElseThrow();

        assertThat(gate.status()).isEqualTo(GateStatus.OPEN);
        assertThat(gate.evidence()).isEqualTo("not payments: RB-0007:82 asks the health of shared-balancer");
    }

    @Test
    void theServiceItself_inAnotherCase_isNoGate() {
        assertThat(named(NamedService.What.WRITE, "Payments").plan().gate(GateIds.RUNBOOK_ELSEWHERE))
                .isEmpty();
    }

    @Test
    void healthThatTheRequestReplaces_doesNotCount() {
        var world = named(NamedService.What.HEALTH, "auth")
                .neighbour("auth")
                .request(r -> r.withHealthUrl(URI.create("https://payments.example/health")));

        assertThat(world.plan().executable()).isTrue();
    }

    @Test
    void metricDimensionThatTheRequestReplaces_doesNotCount() {
        assertThat(named(NamedService.What.METRIC, "auth")
                        .neighbour("auth")
                        .plan()
                        .executable())
                .isTrue();
    }

    @Test
    void frontMatterForAnotherService_isAnOpenGate() {
        var world =
                Worlds.badDeploy().runbook(p -> p.withNames(new Names(List.of(), List.of(), List.of("auth"), null)));

        assertThat(world.plan().gate(GateIds.RUNBOOK_ELSEWHERE).orElseThrow().evidence())
                .isEqualTo("not payments: it is written for auth");
    }

    @Test
    void metricOfAnotherCluster_isAnOpenGateThatTheRequestsClusterExcuses() {
        var world = Worlds.badDeploy()
                .runbook(p ->
                        p.withNames(new Names(List.of(), List.of(new Sourced<>("staging", LINE)), List.of(), null)));

        assertThat(world.plan().gate(GateIds.RUNBOOK_ELSEWHERE).orElseThrow().status())
                .isEqualTo(GateStatus.OPEN);
        assertThat(world.request(r -> r.withCluster("prod")).plan().gate(GateIds.RUNBOOK_ELSEWHERE))
                .isEmpty();
    }

    @Test
    void reads_whatTheRunbookTellsItself_isNotAsked() {
        assertThat(new RunbookElsewhere(
                                named(NamedService.What.WRITE, "auth", "auth").settings())
                        .reads())
                .isEmpty();
        assertThat(new RunbookElsewhere(named(NamedService.What.WRITE, "auth").settings()).reads())
                .isPresent();
    }

    @Test
    void another_thatExists_isRefusedWithWhatToDo() {
        String words = "the runbook is about another service: RB-0007:82 writes to auth; take the runbook of payments,"
                + " or write its name there";

        assertThat(refusal(named(NamedService.What.WRITE, "auth").neighbour("auth"))
                        .detail())
                .isEqualTo(words);
        assertThat(refusal(named(NamedService.What.WRITE, "auth", "auth")).detail())
                .isEqualTo(words);
    }

    @Test
    void another_whoseNameNoServiceCanHave_isAnOpenGate() {
        assertThat(refusal(named(NamedService.What.WRITE, "not a name")).detail())
                .isEqualTo("not payments: RB-0007:82 writes to not a name");
    }

    @Test
    void theServiceItself_inAnotherCase_isTaken() {
        assertThat(named(NamedService.What.WRITE, "Payments").plan().executable())
                .isTrue();
    }

    @Test
    void another_serviceWhoseMetricIsRead_isRefused() {
        var world = named(NamedService.What.METRIC, "auth")
                .neighbour("auth")
                .request(r -> r.withDimension("Dependency", "auth"));

        assertThat(refusal(world).detail()).contains("RB-0007:82 reads the metric of auth");
    }

    @Test
    void metricOfThisCluster_isNoGate() {
        var world = Worlds.badDeploy()
                .runbook(p -> p.withNames(new Names(List.of(), List.of(new Sourced<>("prod", LINE)), List.of(), null)));

        assertThat(world.plan().gate(GateIds.RUNBOOK_ELSEWHERE)).isEmpty();
    }
}
