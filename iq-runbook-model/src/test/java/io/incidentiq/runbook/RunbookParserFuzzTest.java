package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/**
 * Any bytes at all: the seeds beside the resources, and with {@code JAZZER_FUZZ=1} whatever Jazzer makes of them. What it finds it
 * leaves among the seeds.
 */
class RunbookParserFuzzTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @FuzzTest(maxDuration = "2m")
    void parse_anyBytes_neverThrowsAndIsBounded(byte[] bytes) {
        ParseResult result =
                assertTimeoutPreemptively(BOUND, () -> RunbookParser.standard().parse("fuzz.md", bytes));

        assertThat(result.diagnostics())
                .hasSizeLessThanOrEqualTo(ParserLimits.standard().diagnostics() + 1);
    }
}
