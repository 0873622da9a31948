package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares each {@code *.md} with the {@code *.txt} beside it. Run with {@code -Dcorpus.write=true} to write them anew,
 * and read the difference.
 */
class CorpusTest {
    static final Path RB_0007 = Path.of("../runbooks/RB-0007-emergency-rollback-procedure.md");
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    static List<Path> runbooks() throws IOException {
        try (var files = Files.list(CORPUS)) {
            var corpus = files.filter(file -> file.toString().endsWith(".md")).sorted();
            return Stream.concat(Stream.of(RB_0007), corpus).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void parse_corpusFile_saysWhatIsBesideIt(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var dump = RunbookDump.of(RunbookParser.standard().parse(name, Files.readAllBytes(file)));
        var expected = CORPUS.resolve(name.replace(".md", ".txt"));
        if (Boolean.getBoolean("corpus.write")) {
            Files.writeString(expected, dump);
        }
        assertThat(dump).isEqualTo(Files.readString(expected));
    }
}
