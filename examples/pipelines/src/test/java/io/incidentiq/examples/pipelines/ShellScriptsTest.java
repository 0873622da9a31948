package io.incidentiq.examples.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every shell script of the project, known by its first line, passes shellcheck. */
class ShellScriptsTest {
    private static final Set<String> NOT_OURS = Set.of("mvnw");
    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", "node_modules");

    @Test
    void shellcheck_everyScript_objectsToNothing() throws IOException {
        Program.require("shellcheck");
        List<String> scripts = scripts();
        assertThat(scripts).contains("iq", ".ci/run", "benchmarks/run", "examples/pipelines/deploy-or-roll-back.sh");

        List<String> words = Stream.concat(
                        Stream.of("shellcheck", "--"),
                        scripts.stream()
                                .map(script -> Program.ROOT.resolve(script).toString()))
                .toList();
        Program program = Program.run(Map.of(), words);

        assertThat(program.exit()).as(program.output()).isZero();
    }

    private static List<String> scripts() throws IOException {
        var scripts = new ArrayList<String>();
        Files.walkFileTree(Program.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && !NOT_OURS.contains(file.getFileName().toString())
                        && isScript(file)) {
                    scripts.add(Program.ROOT.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return scripts;
    }

    private static boolean isScript(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(32), StandardCharsets.UTF_8);
            return start.matches("(?s)#!(/usr)?/bin/(env )?(ba|da)?sh\n.*");
        }
    }
}
