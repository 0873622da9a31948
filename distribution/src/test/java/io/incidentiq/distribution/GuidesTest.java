package io.incidentiq.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuidesTest {
    @TempDir
    Path folder;

    @Test
    void write_guidesOfTheProject_linkToWhatIsThere() throws IOException {
        Guides guides = Guides.of(Published.ROOT);

        guides.write(folder);
        Files.writeString(folder.resolve("index.html"), guides.overview());

        assertThat(Links.broken(folder)).isEmpty();
        assertThat(folder.resolve("guides/docs/decisions/0001-history-not-arithmetic.html"))
                .exists();
    }

    @Test
    void write_linkToASection_leadsThere() throws IOException {
        project("[there](docs/a.md#what-its-for-2)", "# A\n## What it's (for) 2");

        write();

        assertThat(folder.resolve("site/index.html"))
                .content()
                .contains("href=\"guides/docs/a.html#what-its-for-2\"")
                .contains("<h1 id=\"title\">");
        assertThat(Links.broken(folder.resolve("site"))).isEmpty();
    }

    @Test
    void write_sectionThatIsNotThere_isBroken() throws IOException {
        project("[there](docs/a.md#elsewhere)", "# A");

        write();

        assertThat(Links.broken(folder.resolve("site")))
                .containsExactly(
                        "index.html: guides/docs/a.html#elsewhere", "guides/README.html: docs/a.html#elsewhere");
    }

    @Test
    void of_linkToNoFile_isRefused() throws IOException {
        project("[there](docs/b.md)", "# A");

        assertThatIllegalStateException()
                .isThrownBy(() -> Guides.of(folder))
                .withMessage("README.md links to docs/b.md, and there is no docs/b.md");
    }

    @Test
    void write_linkOutOfTheGuides_leadsToTheRepository() throws IOException {
        project("[licence](LICENSE), [page](https://example.org/)", "# A");
        Files.writeString(folder.resolve("LICENSE"), "free");

        write();

        assertThat(folder.resolve("site/guides/README.html"))
                .content()
                .contains("href=\"https://github.com/incidentiq/incidentiq-rollback/blob/main/LICENSE\"")
                .contains("href=\"https://example.org/\"")
                .contains("href=\"../index.html\"");
    }

    private void project(String readme, String guide) throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("README.md"), "# Title\n\n" + readme);
        Files.writeString(folder.resolve("docs/a.md"), guide);
        Files.writeString(folder.resolve("CHANGELOG.md"), "# Changes");
        Files.writeString(folder.resolve("CONTRIBUTING.md"), "# Helping");
    }

    private void write() throws IOException {
        Path site = folder.resolve("site");
        Guides guides = Guides.of(folder);
        guides.write(site);
        Files.writeString(site.resolve("index.html"), guides.overview());
    }
}
