package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.procedure.GateIds;
import org.junit.jupiter.api.Test;

class AnnouncingTest {
    private static Gate team(Driven driven) {
        return driven.core.gates().stream()
                .filter(g -> g.id().equals(GateIds.TEAM_NOTIFIED))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void told_pendingGate_passes() {
        assertThat(team(Driven.of(Worlds.badDeploy()).toWriting()).status()).isEqualTo(GateStatus.PASSED);
    }

    @Test
    void notTold_pendingGate_isOpenAndRefuses() {
        Driven driven = Driven.of(Worlds.badDeploy()).toAnnouncing().notTold(Notification.Moment.STARTED);

        assertThat(team(driven).status()).isEqualTo(GateStatus.OPEN);
        assertThat(driven.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(driven.reason()).isEqualTo(Reason.TEAM_NOTIFIED);
        assertThat(driven.core.ending().detail()).contains("tell the team, and confirm team-notified");
    }

    @Test
    void notTold_confirmedBeforehand_isAWarning() {
        Driven driven = Driven.of(Worlds.badDeploy(), GateIds.TEAM_NOTIFIED)
                .toAnnouncing()
                .notTold(Notification.Moment.STARTED);

        assertThat(team(driven).status()).isEqualTo(GateStatus.CONFIRMED);
        assertThat(driven.core.warnings()).containsExactly("the start message could not be sent: no such channel");
    }

    @Test
    void notTold_bestEffort_isAWarningAndGoesOn() {
        Driven driven = Driven.of(Worlds.badDeploy().request(r -> r.withBestEffortNotice()))
                .toAnnouncing()
                .notTold(Notification.Moment.STARTED);

        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        assertThat(team(driven).status()).isEqualTo(GateStatus.PENDING);
        assertThat(team(driven).evidence()).startsWith("not told");
        assertThat(driven.core.warnings()).containsExactly("the start message could not be sent: no such channel");
    }

    @Test
    void ended_beforeTheStart_saysThatNothingWasSent() {
        Driven driven = Driven.of(Worlds.badDeploy());

        driven.cancelled();

        assertThat(team(driven).status()).isEqualTo(GateStatus.PENDING);
        assertThat(team(driven).evidence()).isEqualTo("not sent: nothing was changed");
    }

    @Test
    void notTold_pendingGate_isFollowedByNoOutcomeMessage() {
        Driven driven = Driven.of(Worlds.badDeploy()).toAnnouncing().notTold(Notification.Moment.STARTED);

        assertThat(driven.phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    void perhapsTold_pendingGate_refusesAndTellsTheOutcome() {
        Driven driven = Driven.of(Worlds.badDeploy()).toAnnouncing().perhapsTold(Notification.Moment.STARTED);

        assertThat(driven.reason()).isEqualTo(Reason.TEAM_NOTIFIED);
        assertThat(driven.core.next()).isEqualTo(new Batch.Tell(Notification.Moment.ENDED));
    }

    @Test
    void perhapsTold_confirmedBeforehand_goesOnAndTellsTheOutcome() {
        Driven driven = Driven.of(Worlds.badDeploy(), GateIds.TEAM_NOTIFIED)
                .toAnnouncing()
                .perhapsTold(Notification.Moment.STARTED);
        assertThat(driven.phase()).isEqualTo(Phase.WRITING);

        driven.cancelled();

        assertThat(driven.core.next()).isEqualTo(new Batch.Tell(Notification.Moment.ENDED));
    }

    @Test
    void told_toALogAlone_staysAPersonsWord() {
        Driven driven = Driven.of(Worlds.badDeploy().notifierReachesNobody(), GateIds.TEAM_NOTIFIED)
                .toWriting();

        assertThat(team(driven).status()).isEqualTo(GateStatus.CONFIRMED);
    }
}
