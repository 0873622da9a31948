package io.incidentiq.rollback.internal.history;

import static io.incidentiq.rollback.internal.planning.Worlds.CALM;
import static io.incidentiq.rollback.internal.planning.Worlds.FAULT;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When an incident began that an alarm tells of: by the alarm, or by the onset that the metric shows. */
class IncidentStartTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Instant start(Worlds world, int alarmMinutesAgo) {
        var alarm = Incident.of("payments-5xx").withStart(ago(alarmMinutesAgo), MINUTE);
        return IncidentStart.of(world.request(r -> r.withIncident(alarm)).evidence())
                .orElseThrow()
                .at();
    }

    private static Worlds fixThatFailed() {
        return Worlds.calmUntil(25)
                .points(58, 32, FAULT)
                .deployed(41, 600)
                .deployed(42, 60)
                .deployed(43, 30);
    }

    @Test
    void of_alarmOnAnUnrelatedBlip_isTheOnsetThatTheMetricShows() {
        assertThat(start(
                        Worlds.calmUntil(17)
                                .points(30, 29, FAULT)
                                .deployed(41, 600)
                                .deployed(42, 40),
                        30))
                .isEqualTo(ago(17));
    }

    @Test
    void of_whatAPersonStates_stands() {
        var world = Worlds.calmUntil(17).deployed(41, 600).deployed(42, 40).request(r -> r.withIncidentStart(ago(30)));

        assertThat(IncidentStart.of(world.evidence()).orElseThrow().at()).isEqualTo(ago(30));
    }

    @Test
    void of_alarmAMinuteBeforeTheOnset_isTheOnset() {
        assertThat(start(Worlds.calmUntil(25).deployed(41, 600).deployed(42, 60), 26))
                .isEqualTo(ago(25));
    }

    @Test
    void of_releaseBeforeTheWindowCameAfterABadHour_onlyTheWindowsReleasesCount() {
        var world =
                Worlds.calmUntil(17).points(360, 300, FAULT).deployed(41, 300).deployed(42, 40);

        assertThat(start(world, 30)).isEqualTo(ago(17));
    }

    @Test
    void of_returnToAnOldReleaseFirst_theReleaseCounts() {
        var world = Worlds.calmUntil(17)
                .points(170, 110, FAULT)
                .deployed(40, 900)
                .deployed(41, 600)
                .deployed(40, 110)
                .deployed(42, 40);

        assertThat(start(world, 30)).isEqualTo(ago(17));
    }

    @Test
    void of_faultBeganAnewAfterAFailedFix_staysTheAlarms() {
        assertThat(start(fixThatFailed(), 57)).isEqualTo(ago(57));
    }

    @Test
    void of_faultBeforeTheAlarmWasOver_isTheOnset() {
        var world = fixThatFailed().points(58, 25, CALM).points(59, 56, FAULT);

        assertThat(start(world, 50)).isEqualTo(ago(25));
    }

    @Test
    void of_faultBeganLongAfterTheAlarm_isTheOnset() {
        assertThat(start(fixThatFailed().points(58, 40, CALM), 57)).isEqualTo(ago(25));
    }

    @Test
    void of_nothingWasReleasedByTheAlarmsTime_isTheOnset() {
        var world = Worlds.calmUntil(25).points(56, 32, FAULT).deployed(41, 600);
        world.deployment(
                        Deployment.of(
                                        new DeploymentId("d42"),
                                        revision(42).id(),
                                        DeploymentState.SUCCESSFUL,
                                        ago(56).plusSeconds(30))
                                .withFinishedAt(ago(54)),
                        revision(42))
                .deployed(43, 30);

        assertThat(start(world, 57)).isEqualTo(ago(25));
    }
}
