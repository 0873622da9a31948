package io.incidentiq.examples.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java releases that the scripts are run on. */
enum Jdk {
    JDK_17(17),
    JDK_25(25);

    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
            Path.of("/Library/Java/JavaVirtualMachines"));

    private final int release;

    Jdk(int release) {
        this.release = release;
    }

    /** Returns where it is; a test that can't have it is skipped, or fails where {@code IQ_DEMAND_TOOLS} is set. */
    Path home() {
        Optional<Path> home = candidates().filter(this::isThere).findFirst();
        if (home.isEmpty()) {
            System.err.printf(
                    "SKIPPED: no JDK %d found, so JShell scripts were not run on it; JAVA_HOME_%d_X64 may name one%n",
                    release, release);
        }
        assertThat(home.isPresent() || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as(
                        "where IQ_DEMAND_TOOLS is set a JDK %d must be there, such as at JAVA_HOME_%d_X64",
                        release, release)
                .isTrue();
        assumeTrue(home.isPresent(), "a JDK " + release + " is there");
        return home.orElseThrow();
    }

    private Stream<Path> candidates() {
        Stream<Path> named = Stream.of("java.home").map(System::getProperty).map(Path::of);
        Stream<Path> stated = Stream.of("JAVA_HOME_%d_X64", "JAVA_HOME_%d_ARM64", "JAVA_HOME_%d")
                .map(name -> System.getenv(name.formatted(release)))
                .flatMap(Stream::ofNullable)
                .map(Path::of);
        return Stream.of(named, stated, FOLDERS.stream().flatMap(Jdk::children)).flatMap(s -> s);
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.flatMap(child -> Stream.of(child, child.resolve("Contents/Home"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere(Path home) {
        Path about = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/jshell")) || !Files.isRegularFile(about)) {
            return false;
        }
        try {
            return Files.readString(about).contains("JAVA_VERSION=\"" + release);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
