package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.MigrationFinding.Kind;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeInspector} keeps. */
public abstract class ChangeInspectorContract {
    private static final RevisionId UNHEARD_OF = new RevisionId("no-such-family", 1);

    /** Returns the inspector. */
    protected abstract ChangeInspector inspector();

    /** Returns the service whose revisions {@link #known()} names. */
    protected abstract ServiceId service();

    /** Returns what the inspector is to find; empty for one that knows nothing. */
    protected abstract Map<RevisionId, Kind> known();

    @Test
    void migrations_known_findsThem() {
        Map<RevisionId, MigrationFinding> found = inspector().migrations(service(), known().keySet());

        known().forEach((revision, kind) -> assertThat(
                        found.getOrDefault(revision, MigrationFinding.UNKNOWN).kind())
                .as("%s", revision)
                .isEqualTo(kind));
    }

    @Test
    void migrations_unheardOf_isUnknownAndHidesNothing() {
        Set<RevisionId> asked = new HashSet<>(known().keySet());
        asked.add(UNHEARD_OF);

        Map<RevisionId, MigrationFinding> found = inspector().migrations(service(), asked);

        assertThat(asked).containsAll(found.keySet());
        assertThat(found.getOrDefault(UNHEARD_OF, MigrationFinding.UNKNOWN)).isEqualTo(MigrationFinding.UNKNOWN);
    }

    @Test
    void migrations_anyFinding_hasEvidenceUnlessUnknown() {
        assertThat(inspector().migrations(service(), known().keySet()).values())
                .allSatisfy(
                        finding -> assertThat(finding.evidence().isEmpty()).isEqualTo(finding.kind() == Kind.UNKNOWN));
    }

    @Test
    void migrations_nothingAsked_findsNothing() {
        assertThat(inspector().migrations(service(), Set.of())).isEmpty();
    }
}
