package io.incidentiq.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of somebody else's, in {@code consumers}, built by a Maven that knows nothing but what is published, and run. */
class ConsumersTest {
    private static final Path CONSUMERS = Path.of("consumers");
    private static final String RUNBOOK = Published.ROOT
            .resolve("runbooks/RB-0007-emergency-rollback-procedure.md")
            .toString();

    @TempDir
    static Path folder;

    private static Maven maven;

    @BeforeAll
    static void installWhatIsPublished() throws IOException {
        maven = Maven.in(folder);
    }

    @Test
    void classPath_engineByTheBom_rehearses() throws Exception {
        Path project = copy("class-path");

        maven.build(project);
        Run run = java(project, "-cp", path("target/classes", "target/lib/*"), "com.example.Rehearsal", RUNBOOK);

        assertThat(run.succeed()).contains("ROLLED_BACK");
    }

    @Test
    void modulePath_engineSimulatorAndAws_rehearsesInTheProcessAndPlansOverTheWire() throws Exception {
        Path project = copy("module-path");

        maven.build(project);
        String modules = path("target/classes", "target/lib");
        Run run = java(project, "-p", modules, "-m", "com.example.rehearsal/com.example.rehearsal.Main", RUNBOOK);

        assertThat(run.succeed()).contains("ROLLED_BACK", "api-gateway:41");
    }

    @Test
    void script_dependenciesInItsComments_playsEveryDrill() throws Exception {
        Path project = copy("script");

        maven.libraries(Script.read(project.resolve("Drills.java")), project);
        Run run = java(project, "-cp", path("target/lib/*"), "Drills.java", RUNBOOK);

        assertThat(run.succeed()).contains("bad-deploy").contains("ROLLED_BACK");
    }

    @Test
    void readme_dependencies_areThoseOfTheClassPathConsumer() throws IOException {
        String readme = Files.readString(Published.ROOT.resolve("README.md"));
        int begin = readme.indexOf("```xml\n") + "```xml\n".length();
        String shown = readme.substring(begin, readme.indexOf("```", begin)).indent(2);

        assertThat(Files.readString(CONSUMERS.resolve("class-path/pom.xml"))).contains(shown);
    }

    private static Path copy(String consumer) throws IOException {
        Path project = folder.resolve(consumer);
        Folders.copy(CONSUMERS.resolve(consumer), project);
        return project;
    }

    private static Run java(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return Run.in(folder, command);
    }

    private static String path(String... entries) {
        return String.join(File.pathSeparator, entries);
    }
}
