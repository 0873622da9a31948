package io.incidentiq.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.Statement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParsersTest {
    private static final Instant NOW = Instant.parse("2026-02-14T02:14:00Z");

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "90s,PT1M30S", "20m,PT20M", "6h,PT6H", "2d,PT48H", "PT20M,PT20M"})
    void duration_inEveryForm_isRead(String text, Duration duration) {
        assertThat(OptionParsers.duration("--timeout", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "20 m", "1h30m", "9999999m", "soon"})
    void duration_inAnotherForm_isRefusedWithExamples(String text) {
        assertThatThrownBy(() -> OptionParsers.duration("--timeout", text))
                .isInstanceOf(CliError.class)
                .hasMessage("--timeout '%s': expected a duration such as 90s, 20m or PT20M", text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-14T02:01:00Z,2026-02-14T02:01:00Z",
        "2026-02-14T03:01:00+01:00,2026-02-14T02:01:00Z",
        "-25m,2026-02-14T01:49:00Z"
    })
    void instant_withItsOffsetOrAgo_isRead(String text, Instant instant) {
        assertThat(OptionParsers.instant("--incident-start", text, NOW)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-14T02:01:00", "02:01", "-", "-soon", "2026-02-30T00:00:00Z"})
    void instant_withoutOffsetOrUnreadable_isRefused(String text) {
        assertThatThrownBy(() -> OptionParsers.instant("--incident-start", text, NOW))
                .isInstanceOf(CliError.class)
                .hasMessageStartingWith("--incident-start '");
    }

    @Test
    void statement_noteWithColonsAndEquals_isKeptWhole() {
        assertThat(OptionParsers.statement("--override", "no-migrations=alice:see http://x/?a=b", true))
                .isEqualTo(new Statement("no-migrations", "alice", "see http://x/?a=b", true));
        assertThat(OptionParsers.statement("--confirm", "no-migrations=alice", false))
                .isEqualTo(new Statement("no-migrations", "alice", "", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-migrations", "=alice:why", "no-migrations=:why", "no-migrations=alice", "x=alice: "})
    void statement_overrideWithoutGateNameOrReason_isRefused(String text) {
        assertThatThrownBy(() -> OptionParsers.statement("--override", text, true))
                .isInstanceOf(CliError.class)
                .hasMessageContaining("expected GATE=WHO:NOTE");
    }

    @Test
    void address_ofHttp_isRead() {
        assertThat(OptionParsers.address("--health-url", "https://x.example/health"))
                .isEqualTo(URI.create("https://x.example/health"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/SECRET", "https:///SECRET", "not an address SECRET"})
    void address_ofAnythingElse_isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> OptionParsers.address("--notify-webhook", text))
                .isInstanceOf(CliError.class)
                .hasMessageContaining("--notify-webhook")
                .hasMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-migrations=YOUR-NAME",
                "no-migrations=your-name:checked",
                "no-migrations=<name>",
                "no-migrations=NAME",
                "no-migrations=YOUR_NAME",
                "no-migrations=WHO",
                "no-migrations=WHO:WHY",
                "no-migrations=WHO[:NOTE]",
                "no-migrations=YOUR-NAME:WHY"
            })
    void statement_placeholderPasted_isRefused(String text) {
        for (boolean override : new boolean[] {false, true}) {
            if (override && !text.contains(":")) {
                continue;
            }
            assertThatThrownBy(() -> OptionParsers.statement("--confirm", text, override))
                    .isInstanceOfSatisfying(
                            CliError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                    .hasMessageContaining("is a placeholder; write who says so in its place");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-migrations=alice:WHY", "no-migrations=alice:REASON", "no-migrations=alice:<why>"})
    void statement_placeholderForTheReason_isRefused(String text) {
        assertThatThrownBy(() -> OptionParsers.statement("--override", text, true))
                .isInstanceOf(CliError.class)
                .hasMessageContaining("is a placeholder; write why in its place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-14T02:15:01Z", "2026-02-14T04:01:00Z", "2027-01-01T00:00:00+01:00", "-PT-2H"})
    void past_timeStillToCome_isRefused(String text) {
        assertThatThrownBy(() -> OptionParsers.past("--incident-start", text, NOW))
                .isInstanceOfSatisfying(
                        CliError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("is in the future, now it is 2026-02-14T02:14:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-14T02:15:00Z", "2026-02-14T04:01:00+02:00", "-0s"})
    void past_timeThatMayBeNow_isRead(String text) {
        assertThat(OptionParsers.past("--incident-start", text, NOW))
                .isBetween(NOW.minusSeconds(3600), NOW.plusSeconds(60));
    }
}
