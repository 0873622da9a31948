package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** InstantFormat at which a rollback must not go wrong. */
class RollbackCoreTest {
    private static final Query DEFINITIONS = new Query.Definitions(Set.of(Worlds.rev(41)));

    @Test
    void checking_targetNoLongerExists_isStale() {
        Driven driven = Driven.of(Worlds.badDeploy()).after(60).began().seesPlanned();

        driven.answered(DEFINITIONS, new Answer.Definitions(Map.of()));

        assertThat(driven.phase()).isEqualTo(Phase.ENDED);
        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
    }

    @Test
    void cancelled_whileTheStartMessageIsOut_tellsTheOutcomeToo() {
        Driven driven = Driven.of(Worlds.badDeploy()).toAnnouncing().cancelled().told(Notification.Moment.STARTED);

        assertThat(driven.phase()).isEqualTo(Phase.CLOSING);
        assertThat(driven.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void verifying_healthNeverAnswered_endsUnverified() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying();
        var health = new Query.Health(URI.create("https://payments.internal/health"));
        for (int i = 0; i < 240; i++) {
            driven.after(15).answered(health, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "no route"));
        }

        driven.after(Duration.ofHours(1)).seesServing().numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
    }

    @Test
    void made_planWithoutAnAction_isRefusedWithWhatThePlanSays() {
        PlannedRollback healthy = Worlds.empty().plan();

        assertThatThrownBy(() -> new RollbackCore(healthy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the plan has no action: ");
    }

    @Test
    void made_itsPlan_canBeShown() {
        Driven driven = Driven.of(Worlds.badDeploy());

        assertThat(driven.core.plan()).isSameAs(driven.plan);
    }

    @Test
    void cancelled_saysByWhomAndWhy() {
        assertThat(Driven.of(Worlds.badDeploy()).cancelled().core.ending().detail())
                .isEqualTo("by kim: wrong service; nothing was sent");
    }

    @Test
    void cancelled_withoutAReason_saysOnlyByWhom() {
        Driven driven = Driven.of(Worlds.badDeploy());

        driven.apply(new Event.CancelAsked(driven.now(), "kim", ""));

        assertThat(driven.core.ending().detail()).isEqualTo("by kim; nothing was sent");
    }

    private static Driven breaks(Driven driven) {
        return driven.apply(new Event.Broke(driven.now(), "a bug"));
    }

    @Test
    void broke_beforeAnythingWasSent_saysSo() {
        Driven fresh = Driven.of(Worlds.badDeploy());
        Driven checking = Driven.of(Worlds.badDeploy()).after(60).began();

        for (Driven driven :
                List.of(fresh, checking, Driven.of(Worlds.badDeploy()).toAnnouncing())) {
            Phase phase = driven.phase();
            breaks(driven);
            assertThat(driven.reason()).isEqualTo(Reason.INTERNAL_ERROR);
            assertThat(driven.core.ending().detail())
                    .isEqualTo("a fault of this program while " + phase + ": a bug; nothing was sent by it");
            assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
        }
    }

    @Test
    void broke_onceTheWriteMayHaveLeft_saysThatThePlatformGoesOn() {
        Driven driven = breaks(Driven.of(Worlds.badDeploy()).toRollingOut());

        assertThat(driven.core.ending().detail())
                .endsWith("the platform goes on with what it was told; another run looks before it writes");
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void broke_whileTheWriteIsOut_mayHaveChangedTheService() {
        assertThat(breaks(Driven.of(Worlds.badDeploy()).toSent())
                        .core
                        .progress()
                        .changed())
                .isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void broke_whileTheWriteWaits_changedNothing() {
        assertThat(breaks(Driven.of(Worlds.badDeploy()).toWriting())
                        .core
                        .progress()
                        .changed())
                .isEqualTo(Changed.NO);
    }

    @Test
    void progress_ofARollback_tellsWhenItBeganAndEndedAndWhatWasSeen() {
        Driven driven = Driven.of(Worlds.badDeploy()).toRollingOut().after(5).seesServing();
        assertThat(driven.core.progress().beganAt()).hasValue(Worlds.NOW);
        assertThat(driven.core.progress().endedAt()).isEmpty();

        driven.after(5).cancelled();

        assertThat(driven.core.progress().endedAt()).hasValue(driven.now());
        assertThat(driven.core.progress().lastSeen()).hasValue(Driven.serving());
    }

    @Test
    void progress_whileAnAnswerIsOutstanding_saysThatItMayHaveChangedTheService() {
        Progress sent = Driven.of(Worlds.badDeploy()).toSent().core.progress();

        Progress told = sent.awaitingAnswer();

        assertThat(told.changed()).isEqualTo(Changed.UNKNOWN);
        assertThat(told.sentAt()).isEqualTo(sent.sentAt());
        assertThat(sent.changed()).isEqualTo(Changed.NO);
    }

    @Test
    void progress_thatNeverBegan_canBeEnded() {
        Progress ended = Progress.none().endingAt(Worlds.NOW);

        assertThat(ended.endedAt()).hasValue(Worlds.NOW);
        assertThat(ended.beganAt()).isEmpty();
    }
}
