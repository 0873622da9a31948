package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.simulator.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of {@code CONTRIBUTING.md}: what else a new gate, reason, rule, port or scenario needs. */
class RecipesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path ENGINE = ROOT.resolve("iq-rollback-engine/src");
    private static final String ROLLBACK = "java/io/incidentiq/rollback/";

    private static String page(String name) {
        return read(ROOT.resolve("docs").resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> gates() {
        return GateIds.ALL;
    }

    @ParameterizedTest
    @MethodSource("gates")
    void gate_hasItsSentenceInTheRules(String gate) {
        assertThat(page("judgement.md")).contains("`" + gate + "`");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "UNRECOGNISED_ITEM") // the item's own id stands in its place
    void reason_hasItsRow(Reason reason) {
        assertThat(page("exit-codes-and-json.md")).contains("`" + reason.code() + "`");
    }

    static Stream<String> rules() throws IOException {
        try (Stream<Path> files = Files.list(ENGINE.resolve("main/" + ROLLBACK + "internal/rule"))) {
            return files
                    .map(f -> f.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Rule") || name.endsWith("Rules"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_hasATestClassThatTheRulesName(String rule) {
        assertThat(ENGINE.resolve("test/" + ROLLBACK + "internal/rule/" + rule + "Test.java"))
                .exists();
        assertThat(page("judgement.md")).contains("`" + rule + "Test`");
    }

    static Stream<String> ports() throws IOException {
        try (Stream<Path> files = Files.list(ENGINE.resolve("main/" + ROLLBACK + "port"))) {
            return files
                    .filter(f -> read(f).contains("public interface "))
                    .map(f -> f.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ports")
    void port_isSetInTheBuilderAndHasItsRowAndItsContract(String port) {
        assertThat(read(ENGINE.resolve("main/" + ROLLBACK + "RollbackEngineBuilder.java")))
                .contains(port + " ");
        assertThat(page("writing-a-provider.md")).contains("`" + port + "`");
        assertThat(ROOT.resolve("iq-rollback-testkit/src/main/" + ROLLBACK + "testkit/" + port + "Contract.java"))
                .exists();
    }

    @Test
    void scenario_hasItsRowInTheTable() {
        Path resources = ROOT.resolve("iq-simulator/src/test/resources");
        String table = read(resources.resolve("scenario-table.csv")) + read(resources.resolve("traffic-table.csv"));

        assertThat(Scenario.names()).allSatisfy(name -> assertThat(table).contains(name));
    }
}
