package io.incidentiq.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Where a link that is written for a reader of the repository leads on the site. */
final class GuideLinks {
    private static final String REPOSITORY = "https://github.com/incidentiq/incidentiq-rollback/blob/main/";

    private final Path root;
    private final Set<Path> guides;

    GuideLinks(Path root, Set<Path> guides) {
        this.root = root;
        this.guides = guides;
    }

    /** Returns the path of a guide's page, below {@code guides/}. */
    static String page(Path source) {
        return slashed(source).replaceFirst("\\.md$", ".html");
    }

    /**
     * Returns {@code destination}, as written in the file {@code source}: another guide's page, or the file in the repository.
     *
     * @throws IllegalStateException if there is no such file
     */
    String onSite(Path source, String destination) {
        if (destination.startsWith("#") || destination.matches("[a-z]+:.*")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        Path target = source.resolveSibling(parts[0]).normalize();
        if (!Files.exists(root.resolve(target))) {
            throw new IllegalStateException(source + " links to " + destination + ", and there is no " + target);
        }
        if (!guides.contains(target)) {
            return REPOSITORY + slashed(target);
        }
        return page(Path.of(parts[0])) + (parts.length == 2 ? "#" + parts[1] : "");
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
