package io.incidentiq.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine's judgement against the truth of random stories. {@code -Diq.stories=5000} plays more of them, {@code -Diq.first-seed=7}
 * others; a wrong one is listed with its seed.
 */
@Tag("long")
class RandomStoriesTest {
    private static final int DOCUMENTED = 5_000;
    private static final long FIRST = Long.getLong("iq.first-seed", 1);
    private static final int COUNT = Integer.getInteger("iq.stories", Boolean.getBoolean("iq.full") ? 5_000 : 1_000);
    private static final Path DOCUMENT = Path.of("..", "docs", "quality.md");
    private static final String MEASURED_ELSEWHERE = "\n## Mutants\n";

    private static StoryFigures figures = new StoryFigures(List.of());

    @BeforeAll
    static void play() {
        figures = StoryFigures.played(FIRST, COUNT);
        if (Boolean.getBoolean("iq.stories.print")) {
            System.out.println(new StoryPage(figures, FIRST).tables());
        }
    }

    @Test
    void of_sameSeed_isTheSameStory() {
        StoryVerdict again = StoryVerdict.of(RandomStory.of(FIRST));

        assertThat(again.report().toJson())
                .isEqualTo(figures.verdicts().get(0).report().toJson());
        assertThat(again).hasToString(figures.verdicts().get(0).toString());
    }

    @Test
    void stories_healthyServices_areNotWrittenTo() {
        assertHolds(figures.healthyWrittenTo());
    }

    @Test
    void stories_badRevisions_areNoSuccess() {
        assertHolds(figures.successesOnBad());
    }

    @Test
    void stories_faultyServices_areSeldomRefusedForGood() {
        assertHolds(figures.refusedForGood());
    }

    @Test
    void stories_faultsThatGoOn_areSeldomDoubted() {
        assertHolds(figures.faultDoubted());
    }

    private static void assertHolds(StoryFigures.Figure figure) {
        assertThat(figure.holds()).as("%s", figure).isTrue();
    }

    @Test
    void document_ofAllStories_isTheCommittedOne() throws IOException {
        if (FIRST != 1 || COUNT != DOCUMENTED) {
            return;
        }
        String page = new StoryPage(figures, FIRST).text() + measuredElsewhere();
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.writeString(DOCUMENT, page);
        }

        assertThat(DOCUMENT)
                .as("run benchmarks/stories with -Diq.write-docs=true to write it anew")
                .hasContent(page);
    }

    /** The page ends with figures that no story tells. */
    private static String measuredElsewhere() throws IOException {
        String document = Files.readString(DOCUMENT);
        return document.substring(document.indexOf(MEASURED_ELSEWHERE));
    }
}
