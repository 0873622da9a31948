package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void standard_always_isFiveLooks() {
        assertThat(Looks.standard().periods()).containsExactly(5, 8, 12, 18, 30);
        assertThat(Looks.between(5, 30)).isEqualTo(Looks.standard());
    }

    @Test
    void between_otherWindows_beginsAndEndsWithThem() {
        assertThat(Looks.between(10, 30).periods()).containsExactly(10, 12, 18, 30);
        assertThat(Looks.between(1, 15).periods()).containsExactly(5, 8, 12, 15);
        assertThat(Looks.between(5, 6).periods()).containsExactly(5, 6);
        assertThat(Looks.between(20, 10).periods()).containsExactly(20);
        assertThat(Looks.between(60, 30).periods())
                .as("a runbook asks for an hour")
                .containsExactly(60);
        assertThat(Looks.between(5, 300).periods()).endsWith(18, 30);
    }

    @Test
    void between_windowsOfFewPeriods_hasNone() {
        assertThat(Looks.between(5, 4).periods()).isEmpty();
    }

    @Test
    void after_aLook_isTheNext() {
        assertThat(Looks.standard().after(0)).hasValue(5);
        assertThat(Looks.standard().after(5)).hasValue(8);
        assertThat(Looks.standard().after(30)).isEmpty();
    }
}
