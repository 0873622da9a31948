package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.GateStatus.OPEN;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Would a container start another image than the recorded one? */
class MovedTagsTest {
    @Test
    void movedTag_ofASidecarThatFloats_isAWarning() {
        var world = Worlds.calmUntil(17)
                .deployed(Worlds.beforeTheProxyMoved(), 300)
                .deployed(Worlds.afterTheProxyMoved(), 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(world.plan().gate("moved-tag")).isEmpty();
        assertThat(world.plan().warnings())
                .contains("the tag of sidecar proxy moved: it starts the image that the tag names now");
    }

    @Test
    void movedTag_onlySomeContainersMoved_isOpenAndNamesThem() {
        var good = Worlds.beforeTheProxyMoved();
        var bad = Worlds.afterTheProxyMoved();
        var world =
                Worlds.calmUntil(17).deployed(good, 300).deployed(bad, 20).request(r -> r.withIncidentStart(ago(18)));

        Gate gate = world.snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("proxy", 8080))))
                .define(Worlds.withProxy(41))
                .define(Worlds.withProxy(42))
                .plan()
                .gate("moved-tag")
                .orElseThrow();

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence()).isEqualTo("tag moved for proxy");
    }

    @Test
    void movedTag_ofASidecarThatTheSuspectChanged_isOpenAndNoWarning() {
        var changed = new TaskDefinition(
                Worlds.rev(42),
                DefinitionStatus.ACTIVE,
                List.of(
                        new ContainerDefinition("app", "registry/app:1.42", List.of(8081)),
                        new ContainerDefinition("proxy", "proxy:latest", List.of(8080, 9090))),
                "content of 42",
                ago(30 * 24 * 60));
        var plan = Worlds.calmUntil(17)
                .deployed(Worlds.beforeTheProxyMoved(), 300)
                .deployed(Worlds.afterTheProxyMoved(), 20)
                .snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("app", 8081))))
                .define(Worlds.withProxy(41))
                .define(changed)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(plan.gate("moved-tag").orElseThrow().evidence()).isEqualTo("tag moved for proxy");
        assertThat(plan.warnings()).isEmpty();
    }
}
