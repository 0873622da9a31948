package io.incidentiq.rollback.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatTest {
    @ParameterizedTest
    @CsvSource({
        "PT2M17S, 2 min 17 s",
        "PT3M, 3 min",
        "PT0S, 0 s",
        "PT0.2S, 0.2 s",
        "PT4.999S, 4.999 s",
        "PT1H0M5S, 1 h 5 s",
        "PT26H, 26 h"
    })
    void words_readAsAPersonWouldSay(Duration span, String expected) {
        assertThat(DurationFormat.words(span)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT40.9S, 40 s",
        "PT59M59S, 59 min 59 s",
        "PT1H0M59S, 1 h",
        "PT3H20M5S, 3 h 20 min",
        "PT47H59M, 47 h 59 min",
        "PT48H, 2 days",
        "PT167H, 6 days"
    })
    void roughly_ofASpan_isTheTwoLargestUnitsRoundedDown(Duration span, String expected) {
        assertThat(DurationFormat.roughly(span)).isEqualTo(expected);
    }
}
