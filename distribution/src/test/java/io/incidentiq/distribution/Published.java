package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A module that is published, as this build left it in {@code folder}. */
record Published(Path folder) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static List<Published> all() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("iq-"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(Published::new)
                    .toList();
        }
    }

    static List<Published> jars() throws IOException {
        return all().stream().filter(Published::hasJar).toList();
    }

    boolean hasJar() {
        return Files.isDirectory(folder.resolve("src"));
    }

    String name() {
        return folder.getFileName().toString();
    }

    Pom pom() {
        return Pom.read(folder.resolve(".flattened-pom.xml"));
    }

    /** Returns the jar's path; {@code kind} is empty or a classifier with its hyphen. */
    Path jarFile(String kind) {
        String name = name().equals("iq-cli") ? "iq" : name() + "-" + pom().text("version");
        return folder.resolve("target").resolve(name + kind + ".jar");
    }

    JarFile jar(String kind) throws IOException {
        return new JarFile(jarFile(kind).toFile());
    }

    @Override
    public String toString() {
        return name();
    }
}
