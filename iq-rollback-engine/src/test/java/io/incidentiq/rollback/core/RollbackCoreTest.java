package io.incidentiq.rollback.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Worlds;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Moments at which a rollback must not go wrong. */
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
}
