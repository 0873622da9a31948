package io.incidentiq.simulator.scenario;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentTest {
    private static final String AGENT = "datadog/agent:7";
    private static final String ROUTER = "registry.example/log-router:stable";

    private static String digest(GatewayDrill drill, int index, String container) {
        return drill.started(drill.history().get(index)).images().stream()
                .filter(image -> image.container().equals(container))
                .map(Image::digest)
                .map(String::valueOf)
                .findFirst()
                .orElseThrow();
    }

    private static Release withAgents(Release release) {
        return release.withFloatingSidecar(AGENT).withSidecar(ROUTER);
    }

    @Test
    void withFloatingSidecar_eachRelease_resolvesToAnotherImage() {
        GatewayDrill drill = Past.play(Scenario.create("agents", "")
                .deployed(withAgents(good(40)), ofDays(12))
                .deployed(withAgents(good(41)), ofDays(5))
                .deployed(withAgents(bad(42)), ofMinutes(15)));
        drill.update(41);

        assertThat(drill.definition(41).containers())
                .extracting(ContainerDefinition::name)
                .containsExactly("web", "sidecar", "sidecar-2");
        assertThat(digest(drill, 2, "sidecar")).isNotEqualTo(digest(drill, 1, "sidecar"));
        assertThat(digest(drill, 3, "sidecar"))
                .as("41 again, with the newest agent")
                .isEqualTo(digest(drill, 2, "sidecar"));
        assertThat(digest(drill, 2, "sidecar-2")).isEqualTo(digest(drill, 1, "sidecar-2"));
        assertThat(digest(drill, 3, "web")).isEqualTo(digest(drill, 1, "web"));
        assertThat(drill.snapshot().loadBalanced()).containsExactly(new PortBinding("web", 8080));
    }

    @Test
    void withTrafficThroughSidecar_loadBalancer_sendsItThere() {
        GatewayDrill drill = Past.play(
                Scenario.create("proxy", "").deployed(withAgents(good(41)).withTrafficThroughSidecar(), ofDays(5)));

        assertThat(drill.snapshot().loadBalanced()).containsExactly(new PortBinding("sidecar", 8081));
        assertThat(drill.definition(41).offers(new PortBinding("sidecar", 8081)))
                .isTrue();
    }

    @Test
    void withPort_olderCandidate_lacksThePortAndIsRefused() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(good(42).withPort(9090), ofDays(2))
                .deployed(bad(43).withPort(9090), ofMinutes(15)));

        assertThat(drill.snapshot().loadBalanced()).containsExactly(new PortBinding("web", 9090));
        assertThat(drill.definition(41).offers(new PortBinding("web", 9090))).isFalse();
        assertThatThrownBy(() -> drill.update(41))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("container port 9090");
        drill.update(42);
        assertThat(drill.runs()).isEqualTo(42);
    }

    @Test
    void withPort_platformReturns_loadBalancerReturnsToo() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPort(9090).withPlaces(2), ofMinutes(15))
                .before(ofMinutes(10), Change.breakerTrips()));

        assertThat(drill.snapshot().loadBalanced()).containsExactly(new PortBinding("web", 8080));
        assertThat(drill.runs()).isEqualTo(41);
    }

    @Test
    void withLabelAndTag_definition_hasBoth() {
        Release labelled = good(41).withLabel("org.opencontainers.image.revision", "0f1e2d3c4b5a");
        GatewayDrill drill = Past.play(Scenario.create("labels", "")
                .deployed(labelled.withDefinitionTag("commit", "aaaaaaa"), ofDays(5))
                .deployed(labelled.withDefinitionTag("commit", "bbbbbbb").withNumber(42), ofDays(4))
                .deployed(labelled.withLabel("team", "edge").withNumber(43), ofDays(3)));

        assertThat(drill.definition(41).labels())
                .isEqualTo(Map.of("org.opencontainers.image.revision", "0f1e2d3c4b5a", "commit", "aaaaaaa"));
        assertThat(drill.definition(42).fingerprint())
                .as("tags are no content")
                .isEqualTo(drill.definition(41).fingerprint());
        assertThat(drill.definition(43).fingerprint())
                .as("labels are")
                .isNotEqualTo(drill.definition(41).fingerprint());
    }

    @Test
    void withTag_commit_isInTheReference() {
        GatewayDrill drill = Past.play(Scenario.create("commit", "").deployed(good(41).withTag("0f1e2d3"), ofDays(5)));

        assertThat(drill.definition(41).containers())
                .isEqualTo(
                        List.of(new ContainerDefinition("web", "registry.example/api-gateway:0f1e2d3", List.of(8080))));
    }
}
