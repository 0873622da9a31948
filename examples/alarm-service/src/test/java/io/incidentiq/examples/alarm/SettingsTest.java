package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String SECRET = "0123456789-0123456789";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ALARM_TOPICS",
            FakeSns.TOPIC,
            "ALARM_RUNBOOK",
            "RB-0007.md",
            "ALARM_SECRET",
            SECRET,
            "ALARM_WEBHOOK",
            "https://hooks.example/secret-path");

    @Test
    void of_whatMustBeSet_isEnough() {
        Settings settings = Settings.of(ENVIRONMENT);

        assertThat(settings.topics()).containsExactly(FakeSns.TOPIC);
        assertThat(settings.publicUrl()).hasToString("http://127.0.0.1:8085");
        assertThat(settings.service()).isNull();
        assertThat(settings.toString()).doesNotContain(SECRET, "secret-path");
    }

    @ParameterizedTest
    @CsvSource({
        "ALARM_SECRET, ''",
        "ALARM_SECRET, short",
        "ALARM_WEBHOOK, secret-path",
        "ALARM_WEBHOOK, https://hooks.example/ secret-path",
        "ALARM_TOPICS, alarms",
        "ALARM_LISTEN, 8085",
        "ALARM_LISTEN, 127.0.0.1:65536",
        "ALARM_RUNBOOK, ''",
    })
    void of_notWhatItShouldBe_namesTheVariableAndNoSecret(String name, String value) {
        var changed = new HashMap<>(ENVIRONMENT);
        changed.put(name, value);

        assertThatThrownBy(() -> Settings.of(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": expected ")
                .hasMessageNotContaining("secret-path")
                .hasMessageNotContaining("short");
    }
}
