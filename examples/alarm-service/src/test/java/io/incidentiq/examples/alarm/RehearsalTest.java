package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void play_alarmToReport_rollsBackAndShowsNoSecret() throws Exception {
        var seen = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        boolean rolledBack;
        try (var out = new PrintStream(seen, true, StandardCharsets.UTF_8)) {
            System.setErr(out); // what the service logs
            rolledBack = Rehearsal.play(out, FakeSns.shared());
        } finally {
            System.setErr(stderr);
        }
        String text = seen.toString(StandardCharsets.UTF_8);

        assertThat(rolledBack).as(text).isTrue();
        assertThat(text)
                .contains("\"repeated\" : true", "approved by you", "\"outcome\" : \"ROLLED_BACK\"", "changed: yes")
                .contains("\"by\" : \"you\"")
                .doesNotContain(ServiceDrill.SECRET, Webhook.SECRET_PATH);
    }
}
