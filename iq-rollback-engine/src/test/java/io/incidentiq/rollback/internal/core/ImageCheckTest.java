package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The images that run are the recorded ones, or it is said that nobody can tell. */
class ImageCheckTest {
    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    @Test
    void images_otherThanRecorded_areWrong() {
        Driven driven = rollingOut().after(5).seesServing();

        driven.seesImages(Worlds.revision("sr-41", 41, Worlds.image("app", "registry/payments:1.41", "sha256:other")));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.WRONG_IMAGE);
        assertThat(driven.core.ending().detail()).contains("app", "sha256:other", "sha256:41");
    }

    @Test
    void images_notLookedAt_holdMitigationBack() {
        Driven driven = rollingOut().after(5).seesServing().after(5).seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    /** Mitigated twice with {@code seen}, its images as {@code running} once they are told, then judged good. */
    private static Driven judgedGood(ServiceSnapshot seen, ServiceRevision running) {
        return rollingOut()
                .after(5)
                .sees(seen)
                .seesImages(running)
                .after(5)
                .sees(seen)
                .after(Duration.ofMinutes(4))
                .woke()
                .after(Duration.ofMinutes(6))
                .sees(seen)
                .healthy()
                .healthy()
                .healthy()
                .numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    }

    private static void assertImageUnknown(Driven driven, String why) {
        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.IMAGE_UNKNOWN);
        assertThat(driven.core.ending().detail()).isEqualTo(why);
    }

    private static ServiceRevision running(Image... images) {
        return Worlds.revision("sr-41", 41, images);
    }

    @Test
    void images_digestNotRecorded_isAtBestUnverified() {
        Driven driven = judgedGood(Driven.serving(), running(new Image("app", "app:1", null)));

        assertImageUnknown(driven, "no digest to compare for container app");
    }

    @Test
    void images_recordLacksARecordedContainer_isAtBestUnverified() {
        assertImageUnknown(judgedGood(Driven.serving(), running()), "no digest to compare for container app");
    }

    @Test
    void images_containerThatWasNotRecorded_isAtBestUnverified() {
        ServiceRevision more = running(
                Worlds.image("app", "registry/payments:1.41", "sha256:41"),
                Worlds.image("proxy", "proxy:1", "sha256:7"));

        assertImageUnknown(judgedGood(Driven.serving(), more), "no digest to compare for container proxy");
    }

    @Test
    void images_neverCompared_isAtBestUnverified() {
        Rollout untold = Rollout.primary(Driven.OURS, Worlds.rev(41), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withState(RolloutState.COMPLETED, "");

        assertImageUnknown(
                judgedGood(Driven.of(untold, Driven.old(0)), Worlds.revision(41)),
                "the images that run could not be compared with the recorded ones");
    }

    @Test
    void images_allAsRecorded_isRolledBack() {
        assertThat(judgedGood(Driven.serving(), Worlds.revision(41)).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
