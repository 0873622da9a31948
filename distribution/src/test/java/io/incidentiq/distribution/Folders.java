package io.incidentiq.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole. */
final class Folders {
    private Folders() {}

    /** Copies {@code from} with all that is in it, but nothing named {@code target}. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path relative = from.relativize(file);
            if (relative.startsWith("target")) {
                continue;
            }
            Path copy = to.resolve(relative);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    /** Returns the files below {@code folder}, in the order of their names. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
