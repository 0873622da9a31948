package io.incidentiq.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The site as {@code site/build} makes it. */
@Execution(ExecutionMode.CONCURRENT)
class SiteTest {
    private static final Path SITE = Published.ROOT.resolve("site");
    private static final int UNAVAILABLE = 69;

    @TempDir
    static Path folder;

    private static SitePages pages;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Path api = Files.createDirectories(folder.resolve("javadoc"));
        Files.writeString(api.resolve("index.html"), "<a href=\"../index.html\">Guides</a>");
        Path site = folder.resolve("site");
        Run run = Run.in(folder, List.of("bash", SITE.resolve("build").toString(), site.toString(), api.toString()));
        require(run);
        run.succeed();
        pages = SitePages.read(site);
    }

    /** Goes on if node, npm and the packages were there. Otherwise the tests are skipped, loudly; with IQ_DEMAND_TOOLS they fail. */
    private static void require(Run run) {
        boolean there = run.status() != UNAVAILABLE;
        if (!there) {
            System.err.println("SKIPPED: the site was not built, so nothing of it was tested: "
                    + run.output().strip());
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set the site must be built: %s", run.output())
                .isTrue();
        assumeTrue(there, "the site is built");
    }

    @Test
    void build_guides_arePagesWithTheNavigation() {
        assertThat(guides())
                .isNotEmpty()
                .allSatisfy(guide -> assertThat(pages.page(page(guide)))
                        .contains("href=\"/docs/getting-started.html\"", "href=\"/api/index.html\""));
    }

    @Test
    void build_links_leadSomewhere() {
        assertThat(pages.broken()).isEmpty();
    }

    @Test
    void build_linkOutOfTheGuides_leadsToTheRepository() {
        String repository = "https://github.com/incidentiq/incidentiq-rollback";

        assertThat(pages.page("docs/getting-started.html"))
                .contains("href=\"" + repository + "/blob/main/examples/jshell/rollback.jsh\"")
                .contains("href=\"/examples/jshell/\"");
        assertThat(pages.page("docs/incidents.html"))
                .contains("href=\"" + repository + "/tree/main/examples/incidents\"");
    }

    @Test
    void build_diagrams_areDrawn() {
        assertThat(pages.page("docs/state-machine.html"))
                .containsPattern("class=\"diagram\"[^>]*><svg")
                .containsPattern(">RECONCILING</text>")
                .doesNotContain("stateDiagram-v2");
        assertThat(pages.page("docs/architecture.html")).containsPattern(">apply\\(event\\)</text>");
        assertThat(pages.pages().values()).allSatisfy(html -> assertThat(html).doesNotContain("language-mermaid"));
    }

    @Test
    void build_codeWithBraces_isText() throws IOException {
        var sources = new ArrayList<>(guides());
        sources.add(Published.ROOT.resolve("CHANGELOG.md"));
        for (Path source : sources) {
            Matcher braces = Pattern.compile("`\\{\\{\\w+}}`").matcher(Files.readString(source));
            while (braces.find()) {
                assertThat(pages.page(page(source)))
                        .contains("<code>" + braces.group().replace("`", "") + "</code>");
            }
        }
    }

    @Test
    void build_pages_loadNothingFromElsewhere() {
        assertThat(pages.pages().values())
                .allSatisfy(html -> assertThat(html)
                        .doesNotContainPattern("<(?:script|img|iframe)[^>]* src=\"(?:https?:)?//")
                        .doesNotContainPattern("<link[^>]* href=\"(?:https?:)?//"));
    }

    @Test
    void build_search_knowsThePages() throws IOException {
        Path index;
        try (Stream<Path> chunks = Files.list(folder.resolve("site/assets/chunks"))) {
            index = chunks.filter(f -> f.getFileName().toString().startsWith("@localSearchIndexroot"))
                    .findAny()
                    .orElseThrow();
        }
        assertThat(Files.readString(index)).contains("/docs/exit-codes-and-json.html", "Judgement");
    }

    @Test
    void link_toNoFile_failsTheBuild(@TempDir Path project) throws Exception {
        fill(project);

        Run run = node(project, "new Repository(root).link('README.md', 'docs/b.md#there')");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("README.md links to docs/b.md#there, and there is no docs/b.md");
    }

    @Test
    void navigation_pageInNoGroup_failsTheBuild(@TempDir Path project) throws Exception {
        fill(project);

        Run run = node(project, "resolved(new Repository(root))");

        assertThat(run.status()).isNotZero();
        assertThat(run.output())
                .contains("a page in no group: docs/a.md")
                .contains("listed, but no such page: docs/getting-started.md");
    }

    private static List<Path> guides() {
        return Folders.files(Published.ROOT.resolve("docs")).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    private static String page(Path guide) {
        String path = Published.ROOT.relativize(guide).toString();
        return path.replaceFirst("README\\.md$", "index.md").replaceFirst("md$", "html");
    }

    private static void fill(Path project) throws IOException {
        Files.createDirectories(project.resolve("docs"));
        Files.createDirectories(project.resolve("examples"));
        Files.writeString(project.resolve("README.md"), "# Title");
        Files.writeString(project.resolve("docs/a.md"), "# A");
        Files.copy(Published.ROOT.resolve("pom.xml"), project.resolve("pom.xml"));
    }

    private static Run node(Path root, String expression) throws IOException, InterruptedException {
        String program = """
                import { resolved } from '%s'
                import { Repository } from '%s'
                const root = '%s'
                %s
                """.formatted(
                        SITE.resolve(".vitepress/navigation.mjs").toUri(),
                        SITE.resolve(".vitepress/repository.mjs").toUri(),
                        root,
                        expression);
        return Run.in(root, List.of("node", "--input-type=module", "--eval", program));
    }
}
