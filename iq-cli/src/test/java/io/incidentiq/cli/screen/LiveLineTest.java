package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {
    private static final Instant NOW = Instant.parse("2026-02-14T02:14:41Z");
    private static final Schedule SCHEDULE =
            new Schedule(Duration.ofMinutes(3), Duration.ofMinutes(20), Duration.ofMinutes(8));

    private static LiveLine rollingOut() {
        return new LiveLine(
                new LiveLine.Tasks(Phase.ROLLING_OUT, ":41 1/3  :42 3/3"),
                "error rate was 8.40",
                SCHEDULE,
                NOW.minusSeconds(41),
                null);
    }

    @Test
    void text_withRoom_hasPhaseTasksErrorRateAndTimeLeft() {
        assertThat(rollingOut().text(NOW, 79))
                .isEqualTo("02:14:41  rolling out  :41 1/3  :42 3/3  error rate was 8.40  about 11 min left");
    }

    @Test
    void text_narrow_dropsTheClockThenTheErrorRateThenTheTimeLeft() {
        assertThat(rollingOut().text(NOW, 78))
                .isEqualTo("rolling out  :41 1/3  :42 3/3  error rate was 8.40  about 11 min left");
        assertThat(rollingOut().text(NOW, 60)).isEqualTo("rolling out  :41 1/3  :42 3/3  about 11 min left");
        assertThat(rollingOut().text(NOW, 40)).isEqualTo("rolling out  :41 1/3  :42 3/3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 19, 28, 29, 47, 48, 79, 200})
    void text_anyWidth_isNeverLonger(int columns) {
        assertThat(rollingOut().text(NOW, columns)).hasSizeLessThanOrEqualTo(columns);
    }

    @Test
    void text_nothingSeenYet_leavesNoGaps() {
        var line = new LiveLine(new LiveLine.Tasks(Phase.WRITING, ""), "", SCHEDULE, null, null);

        assertThat(line.text(NOW, 79)).isEqualTo("02:14:41  writing      about 11 min left");
    }

    @Test
    void counts_ofRollouts_areRunningOfWhatTheServiceWants() {
        var service = new ServiceId("production", "api");
        var seen = ServiceSnapshot.of(
                service,
                NOW,
                3,
                List.of(
                        Rollout.primary(new DeploymentId("d-2"), new RevisionId("api", 41), NOW)
                                .withTasks(new TaskCounts(3, 1, 2, 0, 0)),
                        Rollout.draining(new DeploymentId("d-1"), new RevisionId("api", 42), NOW)
                                .withTasks(new TaskCounts(0, 3, 0, 0, 0))));

        assertThat(LiveLine.counts(seen)).isEqualTo(":41 1/3  :42 3/3");
    }

    @Test
    void rate_notReadSince_isTheIncidentsAsPast() {
        assertThat(LiveLine.rate(0.4, 8.4)).isEqualTo("error rate 0.400");
        assertThat(LiveLine.rate(null, 8.4)).isEqualTo("error rate was 8.40");
        assertThat(LiveLine.rate(null, null)).isEmpty();
    }
}
