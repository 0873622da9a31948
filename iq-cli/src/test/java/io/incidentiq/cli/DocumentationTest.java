package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader finds every page from the README, learns at once whom it is for, and meets no dead link. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$");

    static List<Path> guides() throws IOException {
        return pages(ROOT.resolve("docs"), 1);
    }

    static List<Path> pages() throws IOException {
        var all = new ArrayList<>(pages(ROOT, 1));
        all.addAll(pages(ROOT.resolve("docs"), 2));
        all.addAll(pages(ROOT.resolve("runbooks"), 1));
        all.addAll(pages(ROOT.resolve("examples"), 2));
        return all;
    }

    private static List<Path> pages(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void guide_firstLines_sayWhomItIsFor(Path guide) throws IOException {
        assertThat(Files.readAllLines(guide).subList(1, 4))
                .satisfiesExactly(
                        blank -> assertThat(blank).isEmpty(),
                        whom -> assertThat(whom).startsWith("For ").contains("."),
                        blank -> assertThat(blank).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("guides")
    void guide_readme_leadsThere(Path guide) throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("](docs/" + name(guide) + ")");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_links_leadSomewhere(Path page) throws IOException {
        var dead = new ArrayList<String>();
        Matcher links = LINK.matcher(withoutCode(Files.readString(page)));
        while (links.find()) {
            String link = links.group(1);
            if (!link.matches("[a-z]+:.*") && !leads(page, link)) {
                dead.add(link);
            }
        }

        assertThat(dead).as(page.toString()).isEmpty();
    }

    @Test
    void glossary_terms_areInOrderAndHaveOneSentenceEach() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/glossary.md"));
        List<String> entries = List.of(page.split("\n## ", -1));

        List<String> terms = entries.stream()
                .skip(1)
                .map(e -> e.lines().findFirst().orElseThrow())
                .toList();
        assertThat(terms.stream().map(t -> t.toLowerCase(Locale.ROOT)))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(entries.stream().skip(1)).allMatch(e -> e.strip().matches("[^\\n]+\\n\\n[^\\n]+\\."));
    }

    private static boolean leads(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || headings(target).contains(parts[1]));
    }

    private static Set<String> headings(Path page) throws IOException {
        var ids = new HashSet<String>();
        for (String line : withoutCode(Files.readString(page)).lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                ids.add(heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'));
            }
        }
        return ids;
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?ms)^```.*?^```", "");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
