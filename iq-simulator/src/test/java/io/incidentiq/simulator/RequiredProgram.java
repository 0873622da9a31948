package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine that a test can't do without. */
public final class RequiredProgram {
    private RequiredProgram() {}

    /**
     * Returns where {@code program} is. Where it is missing the test is skipped, or fails if {@code IQ_DEMAND_TOOLS} is set.
     *
     * @param without what was not tested then, for the line that says so
     */
    public static Path onPath(String program, String without) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.println("SKIPPED: " + program + " is not on the PATH, so " + without);
        }
        assertThat(found.isPresent() || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", program)
                .isTrue();
        assumeTrue(found.isPresent(), program + " is on the PATH");
        return found.orElseThrow();
    }
}
