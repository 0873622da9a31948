package io.incidentiq.simulator;

import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.alarm.AlarmPayload;
import io.incidentiq.simulator.alarm.AlarmRule;
import io.incidentiq.simulator.alarm.JsonText;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An alarm of Amazon CloudWatch over a service of a drill, that has gone off: what it sends is text, as Amazon SNS and Amazon
 * EventBridge deliver it. It looks at the datapoints that the drill has published by now. Immutable; every {@code with} returns a copy.
 */
public final class Alarm {
    private static final String ACCOUNT = "123456789012";
    private static final double ERRORS = 5;
    private static final double SUCCESSES = 95;
    private static final int POINTS = 3;
    private static final Duration LOOKED_BACK = Duration.ofHours(24);

    private final Simulation simulation;
    private final ServiceId service;
    private final AlarmRule rule;
    private final AlarmPayload.Sender sender;

    private Alarm(Simulation simulation, ServiceId service, AlarmRule rule, AlarmPayload.Sender sender) {
        this.simulation = simulation;
        this.service = service;
        this.rule = rule;
        this.sender = sender;
    }

    /**
     * Returns the alarm {@code SERVICE-errors} of account 123456789012 in us-east-1. It goes off when 3 of the last 3 minutes of
     * {@code IncidentIQ/Demo ErrorRate {Service=SERVICE}} are above 5 %; where the scenario's metric is a success rate, below 95 %.
     */
    public static Alarm of(Simulation simulation, ServiceId service) {
        boolean successes = simulation.scenario().measured().shows() == Measured.Shows.SUCCESS_RATE;
        var threshold = new AlarmRule.Threshold(successes ? SUCCESSES : ERRORS, successes);
        return new Alarm(
                simulation,
                service,
                new AlarmRule(metric(service.name()), threshold, POINTS, POINTS),
                new AlarmPayload.Sender(service.name() + "-errors", "us-east-1", ACCOUNT, ACCOUNT, false));
    }

    private static MetricQuery metric(String service) {
        return new MetricQuery(
                "IncidentIQ/Demo", "ErrorRate", Map.of("Service", service), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    /** Returns a copy with another name. */
    public Alarm withName(String name) {
        return with(new AlarmPayload.Sender(
                name, sender.region(), sender.account(), sender.metricAccount(), sender.muted()));
    }

    /** Returns a copy that is in another Region. */
    public Alarm withRegion(String region) {
        return with(new AlarmPayload.Sender(
                sender.name(), region, sender.account(), sender.metricAccount(), sender.muted()));
    }

    /** Returns a copy that is owned by another account, and so is its metric. */
    public Alarm withAccount(String account) {
        return with(new AlarmPayload.Sender(sender.name(), sender.region(), account, account, sender.muted()));
    }

    /** Returns a copy that is owned by another account, which monitors the metric of this one. */
    public Alarm withMonitoringAccount(String account) {
        return with(new AlarmPayload.Sender(
                sender.name(), sender.region(), account, sender.metricAccount(), sender.muted()));
    }

    /** Returns a copy that a mute rule keeps silent; EventBridge hears of it all the same, and Amazon SNS would not. */
    public Alarm withMuteRule() {
        return with(new AlarmPayload.Sender(
                sender.name(), sender.region(), sender.account(), sender.metricAccount(), true));
    }

    /**
     * Returns a copy that says that it watches another metric: of another service, of a cluster, by other dimensions. Its datapoints
     * stay the drill's, one a minute.
     */
    public Alarm withMetric(String namespace, String name, Map<String, String> dimensions) {
        var watched = new MetricQuery(
                namespace,
                name,
                dimensions,
                rule.watched().statistic(),
                rule.watched().period());
        return with(new AlarmRule(watched, rule.threshold(), rule.datapoints(), rule.of()));
    }

    /**
     * Returns a copy that goes off when {@code datapoints} of the last {@code last} cross the threshold, however far apart they are.
     *
     * @throws IllegalArgumentException unless 1 &lt;= datapoints &lt;= last
     */
    public Alarm withDatapoints(int datapoints, int last) {
        return with(new AlarmRule(rule.watched(), rule.threshold(), datapoints, last));
    }

    /** Returns a copy that goes off above {@code threshold}. */
    public Alarm above(double threshold) {
        return with(new AlarmRule.Threshold(threshold, false));
    }

    /** Returns a copy that goes off below {@code threshold}. */
    public Alarm below(double threshold) {
        return with(new AlarmRule.Threshold(threshold, true));
    }

    private Alarm with(AlarmRule.Threshold threshold) {
        return with(new AlarmRule(rule.watched(), threshold, rule.datapoints(), rule.of()));
    }

    private Alarm with(AlarmRule changed) {
        return new Alarm(simulation, service, changed, sender);
    }

    private Alarm with(AlarmPayload.Sender changed) {
        return new Alarm(simulation, service, rule, changed);
    }

    /**
     * Returns when it went off last.
     *
     * @throws IllegalStateException if it hasn't in the last 24 hours
     */
    public Instant wentOffAt() {
        return goneOff().at();
    }

    /**
     * Returns the message that Amazon SNS delivers, as JSON, without its envelope.
     *
     * @throws IllegalStateException if it hasn't gone off in the last 24 hours
     */
    public String snsMessage() {
        return JsonText.of(new AlarmPayload(sender, rule, goneOff()).sns());
    }

    /**
     * Returns the event that Amazon EventBridge delivers, as JSON.
     *
     * @throws IllegalStateException if it hasn't gone off in the last 24 hours
     */
    public String event() {
        return JsonText.of(new AlarmPayload(sender, rule, goneOff()).event());
    }

    private AlarmRule.GoneOff goneOff() {
        SimulatedPlatform platform = simulation.platform();
        Instant now = platform.now();
        Instant to = InstantFormat.floor(now, rule.watched().period());
        return rule.lastGoneOff(
                        platform.metric(metric(service.name()), to.minus(LOOKED_BACK), to)
                                .points(),
                        now)
                .orElseThrow(
                        () -> new IllegalStateException("alarm %s: expected %d of %d datapoints %s %s by %s, found none"
                                .formatted(
                                        sender.name(),
                                        rule.datapoints(),
                                        rule.of(),
                                        rule.threshold().lowerIsWorse() ? "below" : "above",
                                        rule.threshold().value(),
                                        now)));
    }
}
