package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The project's Markdown for users, each file a page under {@code guides/} with the same path. */
final class Guides {
    private static final Path README = Path.of("README.md");

    private final Guide readme;
    private final List<Guide> guides;

    private Guides(Guide readme, List<Guide> guides) {
        this.readme = readme;
        this.guides = guides;
    }

    /**
     * Reads README, CHANGELOG, CONTRIBUTING and all of {@code docs}.
     *
     * @throws IllegalStateException if one links to a file that isn't there
     */
    static Guides of(Path root) throws IOException {
        var sources = new TreeSet<Path>(List.of(README, Path.of("CHANGELOG.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.map(root::relativize).filter(f -> f.toString().endsWith(".md")).forEach(sources::add);
        }
        var links = new GuideLinks(root, sources);
        var guides = new ArrayList<Guide>();
        for (Path source : sources) {
            guides.add(Guide.read(root, source, links));
        }
        return new Guides(Guide.read(root, README, links), guides);
    }

    /** Returns the README as Javadoc's overview, which stands one folder above the guides. */
    String overview() {
        return readme.overview();
    }

    /** Writes a page for each under {@code folder/guides}. */
    void write(Path folder) throws IOException {
        Path pages = folder.resolve("guides");
        for (Guide guide : guides) {
            Path page = pages.resolve(GuideLinks.page(guide.source()));
            Files.createDirectories(page.getParent());
            Files.writeString(page, guide.page());
        }
    }
}
