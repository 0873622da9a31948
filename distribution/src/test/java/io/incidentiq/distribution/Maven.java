package io.incidentiq.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Maven of somebody else's: its local repository holds what this build made and nothing more, and all else comes from this
 * build's own local repository, as if that were Maven Central. So it needs no network, and installs nothing in a user's home.
 */
final class Maven {
    private static final String LIBRARIES = plugin("maven-dependency-plugin", "copy-dependencies");

    private final Path folder;
    private final Path local;

    private Maven(Path folder, Path local) {
        this.folder = folder;
        this.local = local;
    }

    /** Sets it up in {@code folder}. */
    static Maven in(Path folder) throws IOException {
        Path local = folder.resolve("repository");
        for (Published module : Published.all()) {
            install(module, local);
        }
        String central =
                Path.of(System.getProperty("settings.localRepository")).toUri().toString();
        Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(central));
        return new Maven(folder, local);
    }

    private static void install(Published module, Path local) throws IOException {
        String version = module.pom().text("version");
        Path home = local.resolve("io/incidentiq").resolve(module.name()).resolve(version);
        Files.createDirectories(home);
        String name = module.name() + "-" + version;
        Files.copy(module.folder().resolve(".flattened-pom.xml"), home.resolve(name + ".pom"));
        if (module.hasJar()) {
            Files.copy(module.jarFile(""), home.resolve(name + ".jar"));
        }
    }

    /** Compiles {@code project} and gathers beside it, in {@code target/lib}, the jars that it needs. */
    void build(Path project) throws IOException, InterruptedException {
        run(project, plugin("maven-compiler-plugin", "compile"), LIBRARIES);
    }

    /** Gathers in {@code project/target/lib} the jars that {@code script} needs. */
    void libraries(Script script, Path project) throws IOException, InterruptedException {
        Files.writeString(project.resolve("pom.xml"), script.pom());
        run(project, LIBRARIES);
    }

    private void run(Path project, String... goals) throws IOException, InterruptedException {
        Files.createDirectories(project.resolve(".mvn")); // or Maven takes the one of a folder further up for it
        String script = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("maven.home"), "bin", script).toString());
        command.addAll(
                List.of("-B", "-ntp", "-q", "-s", folder.resolve("settings.xml").toString()));
        command.addAll(
                List.of("-Dmaven.repo.local=" + local, "-DincludeScope=runtime", "-DoutputDirectory=target/lib"));
        command.addAll(List.of(goals));
        Run.in(project, command).succeed();
    }

    /** Names the goal of the plugin that this build itself used: another one isn't there without a network. */
    private static String plugin(String name, String goal) {
        Pom root = Pom.read(Published.ROOT.resolve("pom.xml"));
        String version = root.text("//plugin[artifactId='" + name + "']/version");
        return "org.apache.maven.plugins:" + name + ":" + version + ":" + goal;
    }
}
