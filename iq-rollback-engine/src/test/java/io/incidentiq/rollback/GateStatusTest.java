package io.incidentiq.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateStatusTest {
    /** What a person confirmed counts as OPEN, what a person overrode as BLOCKED. */
    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "PASSED, PASSED, false",
        "PENDING, PASSED, false",
        "OPEN, PASSED, true",
        "OPEN, PENDING, true",
        "OPEN, OPEN, false",
        "OPEN, CONFIRMED, false",
        "OPEN, BLOCKED, false",
        "PASSED, OPEN, false",
        "BLOCKED, PASSED, true",
        "BLOCKED, OPEN, true",
        "BLOCKED, CONFIRMED, true",
        "BLOCKED, BLOCKED, false",
        "BLOCKED, OVERRIDDEN, false"
    })
    void worseThan_thePlannedStatus_isWhereMoreStandsInTheWay(GateStatus now, GateStatus planned, boolean worse) {
        assertThat(now.worseThan(planned)).isEqualTo(worse);
    }
}
