package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the site: the Javadoc of all published modules with the README as overview, and the guides beside it. */
final class Site {
    private Site() {}

    /** Takes the project's folder, the folder to write to, which is replaced, and the version to show. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toRealPath();
        Path apidocs = Path.of(args[1], "apidocs");
        write(root, apidocs, args[2]);
        System.out.println(apidocs.resolve("index.html"));
    }

    private static void write(Path root, Path apidocs, String version) throws IOException {
        Folders.delete(apidocs);
        Guides guides = Guides.of(root);
        Path overview = apidocs.resolveSibling("overview.html");
        Files.createDirectories(apidocs);
        Files.writeString(overview, guides.overview());
        ApiDocs.write(root, version, overview, apidocs);
        guides.write(apidocs);
        Files.delete(overview);

        List<String> broken = Links.broken(apidocs);
        if (!broken.isEmpty()) {
            throw new IllegalStateException("the site links to what isn't there:\n" + String.join("\n", broken));
        }
    }
}
