package io.incidentiq.examples.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that was run to its end. */
record Program(int exit, String output) {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Runs a program with more environment; a folder named {@code FIRST_ON_PATH} is put before the others. */
    static Program run(Map<String, String> environment, List<String> words) {
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        String first = environment.get("FIRST_ON_PATH");
        if (first != null) {
            builder.environment().merge("PATH", first, (path, folder) -> folder + File.pathSeparator + path);
        }
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Program(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError(words + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(words + ": interrupted", e);
        }
    }

    /** Goes on where these programs are on the path. Without one a test is skipped, loudly; with IQ_DEMAND_TOOLS it fails. */
    static void require(String... names) {
        for (String name : names) {
            boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            if (!there) {
                System.err.println("SKIPPED: " + name + " is not on the PATH, so nothing that needs it was tested");
            }
            assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                    .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", name)
                    .isTrue();
            assumeTrue(there, name + " is on the PATH");
        }
    }
}
