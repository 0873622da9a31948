package io.incidentiq.rollback.internal.history;

import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which release was built from a commit. */
class CommitRuleTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "registry:5000/payments:3f9a1bc, true",
        "registry:5000/payments:main-3f9a1bc7d2, true",
        "payments:3f9a1bc, true",
        "payments:v3f9a1b, false",
        "payments:abcdef0123, false",
        "3f9a1bc, false",
        "registry:5000/3f9a1bc, false",
        "registry/payments:1@sha256:3f9a1bc7d2e41f, false"
    })
    void releasesOf_anImage_isWhatItsTagHolds(String reference, boolean holds) {
        var world = Worlds.empty().deployed(revision("sr-42", 42, image("app", reference, "sha256:42")), 30);
        var evidence = world.evidence();

        assertThat(new CommitRule(evidence.facts(), evidence.timeline()).releasesOf("3f9a1bc7d2e41f"))
                .hasSize(holds ? 1 : 0);
    }
}
