package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        ~3 min, PT3M, PT3M, true
        2-3 minutes, PT2M, PT3M, false
        2 – 3 min, PT2M, PT3M, false
        2 to 3 min, PT2M, PT3M, false
        about 90s, PT1M30S, PT1M30S, true
        Approx. 5 min, PT5M, PT5M, true
        within 24 hours, PT24H, PT24H, false
        the last 6 hours, PT6H, PT6H, false
        1 h, PT1H, PT1H, false
        1.5 hours, PT1H30M, PT1H30M, false
        1 day, PT24H, PT24H, false
        an hour, PT1H, PT1H, false
        5-minute window, PT5M, PT5M, false
        500ms, PT0.5S, PT0.5S, false
        2 weeks, PT336H, PT336H, false
        3 of 5 pods after 10 sec, PT10S, PT10S, false
        """)
    void first_durationAsWritten_isItsBounds(String text, Duration min, Duration max, boolean approximate) {
        var found = DurationText.first(text).orElseThrow().duration();

        assertThat(found).isEqualTo(new ApproximateDuration(new DurationRange(min, max), approximate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "3",
                "3 pods",
                "and more",
                "v1.2m",
                "5 m/s",
                "3-2 min",
                "999999999 days",
                "99999999999999 s",
                "a d"
            })
    void first_noDuration_isEmpty(String text) {
        assertThat(DurationText.first(text)).isEmpty();
    }

    @Test
    void first_about_belongsToThePlace() {
        var text = "takes about 3 min here";
        var found = DurationText.first(text).orElseThrow();

        assertThat(text.substring(found.start(), found.end())).isEqualTo("about 3 min");
    }

    @Test
    void firstBehind_otherDurationBefore_isPassedOver() {
        var found = DurationText.firstBehind(List.of("last"), "for 5 minutes in the Last 2 hours")
                .orElseThrow();

        assertThat(found.duration().span().max()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "Schedule the postmortem within a fortnight, a fortnight",
        "a suspect commit from the last 5 fortnights, 5 fortnights",
        "a commit of the last month, last month",
        "reply within 3 business days, 3 business days",
        "reply within 24 hourss, within 24 hourss"
    })
    void unread_whatAPersonTakesForADuration_isFound(String text, String unread) {
        assertThat(DurationText.unread(text)).hasValue(unread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"more than 5 errors within 10 requests", "in a hurry", "a monthly report", "Create hotfix branch"
            })
    void unread_otherWords_areNoDuration(String text) {
        assertThat(DurationText.unread(text)).isEmpty();
    }

    @Test
    void parse_durationsThatAreNotRead_areWarnings() {
        var text = """
                ## Triggers
                - a commit of the last 5 fortnights
                ## Rollback Steps
                ### 1. Wait
                Allow 2 months to stabilize.
                ## Post-Rollback
                - Schedule postmortem within a fortnight
                """;
        assertThat(RunbookParser.standard().parse("a.md", text).diagnostics())
                .filteredOn(d -> d.rule().equals("duration-unreadable"))
                .extracting(d -> d.range().line())
                .containsExactly(2, 5, 7);
    }
}
