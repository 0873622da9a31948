package io.incidentiq.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.outcome.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddingExampleTest {
    @Test
    void rollBack_runbookOfTheRepository_rollsBack() throws Exception {
        var report = EmbeddingExample.rollBack(Path.of("../runbooks/RB-0007-emergency-rollback-procedure.md"));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
