package io.incidentiq.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lines that journals keep and {@code --events} writes: others read them, so that they stay. */
class RollbackEventTest {
    private static final Instant AT = Instant.parse("2026-02-14T02:14:00Z");
    private static final String HEAD = "{\"at\":\"2026-02-14T02:14:00Z\",\"event\":\"%s\",\"phase\":\"%s\"";
    private static final ServiceId SERVICE = new ServiceId("prod", "payments");
    private static final RevisionId TARGET = new RevisionId("payments", 41);

    private static Map<RollbackEvent, String> lines() {
        var lines = new LinkedHashMap<RollbackEvent, String>();
        lines.put(new RollbackEvent.Began(AT, Phase.CHECKING), HEAD.formatted("began", "CHECKING") + "}");
        lines.put(
                new RollbackEvent.Refused(
                        AT, Phase.ENDED, new Ending(Outcome.REFUSED, Reason.STORE_UNAVAILABLE, "down")),
                HEAD.formatted("refused", "ENDED") + ",\"why\":\"REFUSED (store-unavailable): down\"}");
        lines.put(
                new RollbackEvent.TeamTold(AT, Phase.WRITING, Notification.Moment.STARTED, "no answer", true),
                HEAD.formatted("team-told", "WRITING")
                        + ",\"moment\":\"STARTED\",\"trouble\":\"no answer\",\"mayHaveArrived\":true}");
        lines.put(
                new RollbackEvent.WriteSent(
                        AT,
                        Phase.SENT,
                        SERVICE,
                        TARGET,
                        null,
                        Set.of(new DeploymentId("d-2"), new DeploymentId("d-1")),
                        1),
                HEAD.formatted("write-sent", "SENT")
                        + ",\"service\":\"prod/payments\",\"revision\":\"payments:41\",\"stop\":null,\"attempt\":1,\"known\":[\"d-1\",\"d-2\"]}");
        lines.put(
                new RollbackEvent.WriteAnswered(
                        AT, Phase.ROLLING_OUT, RollbackEvent.WriteAnswered.Result.ACCEPTED, "d-3"),
                HEAD.formatted("write-answered", "ROLLING_OUT") + ",\"accepted\":\"d-3\"}");
        lines.put(
                new RollbackEvent.WriteAnswered(
                        AT, Phase.WRITING, RollbackEvent.WriteAnswered.Result.NOT_SENT, "too late"),
                HEAD.formatted("write-answered", "WRITING") + ",\"notSent\":\"too late\"}");
        lines.put(
                new RollbackEvent.Observed(
                        AT,
                        Phase.VERIFYING,
                        "Metric",
                        null,
                        null,
                        Map.of(
                                new MetricQuery("App", "ErrorRate", Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1)),
                                new MetricSeries(
                                        List.of(
                                                new MetricPoint(AT, 0.5),
                                                MetricPoint.of(AT.plusSeconds(60), new Counts(1, 4))
                                                        .withSamples(4)),
                                        true))),
                HEAD.formatted("observed", "VERIFYING")
                        + ",\"query\":\"Metric\",\"series\":[{\"metric\":\"App ErrorRate {}, average per 60 s\",\"points\":["
                        + "{\"start\":\"2026-02-14T02:14:00Z\",\"value\":0.5},"
                        + "{\"start\":\"2026-02-14T02:15:00Z\",\"value\":0.25,\"samples\":4.0,\"bad\":1.0,\"total\":4.0}]}]}");
        lines.put(
                new RollbackEvent.Observed(AT, Phase.CHECKING, "History", "throttled", null, Map.of()),
                HEAD.formatted("observed", "CHECKING") + ",\"query\":\"History\",\"failed\":\"throttled\"}");
        lines.put(new RollbackEvent.Woke(AT, Phase.SETTLING), HEAD.formatted("woke", "SETTLING") + "}");
        lines.put(
                new RollbackEvent.ClockJumped(AT, Phase.SETTLING, Duration.ofHours(-1)),
                HEAD.formatted("clock-jumped", "SETTLING") + ",\"jumpedBy\":\"PT-1H\"}");
        lines.put(
                new RollbackEvent.Broke(AT, Phase.CLOSING, "a fault"),
                HEAD.formatted("broke", "CLOSING") + ",\"why\":\"a fault\"}");
        lines.put(
                new RollbackEvent.CancelAsked(AT, Phase.CLOSING, "kim", "wrong service"),
                HEAD.formatted("cancel-asked", "CLOSING") + ",\"by\":\"kim\",\"why\":\"wrong service\"}");
        return lines;
    }

    @Test
    void toJson_everyKind_isTheLineThatIsKept() {
        lines().forEach((event, line) -> assertThat(event.toJson()).isEqualTo(line));
    }

    @Test
    void kinds_all_areInTheTableAbove() {
        assertThat(lines().keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(RollbackEvent.class.getPermittedSubclasses())
                        .collect(Collectors.toSet()));
    }
}
