package io.incidentiq.rollback.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackEvent.WriteAnswered;
import io.incidentiq.rollback.RollbackEvent.WriteAnswered.Result;
import io.incidentiq.rollback.internal.core.Event;
import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedEventsTest {
    private static final Instant AT = Instant.parse("2026-02-14T02:14:00Z");
    private static final ServiceId SERVICE = new ServiceId("prod", "payments");
    private static final RevisionId TARGET = new RevisionId("payments", 41);
    private static final DeploymentId STOPPED = new DeploymentId("d-2");
    private static final Phase PHASE = Phase.SENT;

    private static RollbackEvent of(Event event) {
        return PublishedEvents.of(event, PHASE);
    }

    private static final MetricQuery METRIC =
            new MetricQuery("App", "ErrorRate", Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1));

    @Test
    void of_momentsOfTheRun_areTheSame() {
        var ending = new Ending(Outcome.REFUSED, Reason.STORE_UNAVAILABLE, "down");
        assertThat(of(new Event.Began(AT))).isEqualTo(new RollbackEvent.Began(AT, PHASE));
        assertThat(of(new Event.Refused(AT, ending))).isEqualTo(new RollbackEvent.Refused(AT, PHASE, ending));
        assertThat(of(new Event.Woke(AT))).isEqualTo(new RollbackEvent.Woke(AT, PHASE));
        assertThat(of(new Event.Jumped(AT, Duration.ofHours(1))))
                .isEqualTo(new RollbackEvent.ClockJumped(AT, PHASE, Duration.ofHours(1)));
        assertThat(of(new Event.Broke(AT, "a fault"))).isEqualTo(new RollbackEvent.Broke(AT, PHASE, "a fault"));
        assertThat(of(new Event.CancelAsked(AT, "kim", "wrong service")))
                .isEqualTo(new RollbackEvent.CancelAsked(AT, PHASE, "kim", "wrong service"));
        assertThat(of(new Event.Told(AT, Notification.Moment.STARTED, "no answer", true)))
                .isEqualTo(new RollbackEvent.TeamTold(AT, PHASE, Notification.Moment.STARTED, "no answer", true));
    }

    @Test
    void of_write_saysWhatWasAskedFor() {
        var write = new Write(SERVICE, TARGET, STOPPED, Set.of(STOPPED), 2);

        assertThat(of(new Event.Sent(AT, write)))
                .isEqualTo(new RollbackEvent.WriteSent(AT, PHASE, SERVICE, TARGET, STOPPED, Set.of(STOPPED), 2));
    }

    @Test
    void of_answersToAWrite_tellWhetherItWasDone() {
        assertThat(of(new Event.Written(AT, new WriteAnswer.Accepted(STOPPED))))
                .isEqualTo(new WriteAnswered(AT, PHASE, Result.ACCEPTED, "d-2"));
        assertThat(of(new Event.Written(AT, new WriteAnswer.Throttled("too many"))))
                .isEqualTo(new WriteAnswered(AT, PHASE, Result.THROTTLED, "too many"));
        assertThat(of(new Event.Written(AT, new WriteAnswer.NotSent("too late"))))
                .isEqualTo(new WriteAnswered(AT, PHASE, Result.NOT_SENT, "too late"));
        assertThat(of(new Event.Written(AT, new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "no"))))
                .isEqualTo(new WriteAnswered(AT, PHASE, Result.REJECTED, "no"));
        assertThat(of(new Event.Written(AT, new WriteAnswer.Unknown("reset"))))
                .isEqualTo(new WriteAnswered(AT, PHASE, Result.UNKNOWN, "reset"));
    }

    @Test
    void of_answersToAQuery_sayWhatWasSeen() {
        var now = new Query.ServiceNow(SERVICE);
        var health = new Query.Health(URI.create("http://localhost/health"));
        var answer = new HealthAnswer(HealthAnswer.Status.HEALTHY, "200");
        var marks = new Query.Marks(SERVICE);

        assertThat(of(new Event.Answered(AT, now, new Answer.Service(null))))
                .isEqualTo(new RollbackEvent.Observed(AT, PHASE, "ServiceNow", null, "null", Map.of()));
        assertThat(of(new Event.Answered(AT, health, new Answer.Health(answer))))
                .isEqualTo(new RollbackEvent.Observed(AT, PHASE, "Health", null, "200", Map.of()));
        assertThat(of(new Event.Answered(AT, marks, Answer.Metric.of(METRIC, MetricSeries.EMPTY))))
                .isEqualTo(
                        new RollbackEvent.Observed(AT, PHASE, "Marks", null, null, Map.of(METRIC, MetricSeries.EMPTY)));
        assertThat(of(new Event.Answered(
                        AT, now, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "connection reset"))))
                .isEqualTo(new RollbackEvent.Observed(AT, PHASE, "ServiceNow", "connection reset", null, Map.of()));
    }
}
