package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The dependencies of a Java file as JBang reads them: {@code //DEPS group:artifact:version}, a BOM with {@code @pom} behind it,
 * and without a version what the BOM says. Not JBang itself: it stands for the part that a published artifact can break.
 */
record Script(List<String> managed, List<String> dependencies) {
    static Script read(Path file) throws IOException {
        var managed = new ArrayList<String>();
        var dependencies = new ArrayList<String>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("//DEPS ")) {
                String coordinates = line.substring("//DEPS ".length()).strip();
                if (coordinates.endsWith("@pom")) {
                    managed.add(dependency(coordinates.replace("@pom", ""), "<type>pom</type><scope>import</scope>"));
                } else {
                    dependencies.add(dependency(coordinates, ""));
                }
            }
        }
        return new Script(managed, dependencies);
    }

    /** Returns a POM with these dependencies. */
    String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>com.example</groupId><artifactId>script</artifactId><version>1</version>
                <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
                <dependencies>%s</dependencies>
                </project>
                """.formatted(String.join("\n", managed), String.join("\n", dependencies));
    }

    private static String dependency(String coordinates, String more) {
        String[] parts = coordinates.split(":", -1);
        String version = parts.length == 3 ? "<version>" + parts[2] + "</version>" : "";
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>" + version
                + more + "</dependency>";
    }
}
