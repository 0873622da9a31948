package io.incidentiq.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddingExampleTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void rollBack_runbookOfTheRepository_rollsBack() throws Exception {
        var report = EmbeddingExample.rollBack(ROOT.resolve("runbooks/RB-0007-emergency-rollback-procedure.md"));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void readme_java_isTheExample() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        String shown = readme.substring(begin, readme.indexOf("```", begin));
        String example =
                Files.readString(Path.of("src/main/java/io/incidentiq/examples/embedding/EmbeddingExample.java"));

        String[] parts = shown.split("\n\n", 2);
        assertThat(example.lines()).containsAll(parts[0].lines().toList());
        assertThat(example.replace("\n        ", "\n")).contains(parts[1]);
    }
}
