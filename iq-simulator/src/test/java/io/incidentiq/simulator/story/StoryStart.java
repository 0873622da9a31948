package io.incidentiq.simulator.story;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.alarm.AlarmRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who says when the incident began, and how well.
 *
 * @param how what an alarm says follows from what it saw
 * @param off by how much a person is late; negative: early
 * @param rule when the alarm goes off
 */
record StoryStart(How how, Duration off, AlarmRule rule) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofHours(24);

    /** A start no further off than that is true. */
    static final Duration TRUE = Duration.ofMinutes(2);

    /** Who says it. */
    enum How {
        RIGHT("a person, right"),
        LATE("a person, 2 to 20 minutes late"),
        EARLY("a person, 2 to 40 minutes early"),
        ALARM("an alarm"),
        MISSING("nobody");

        private final String words;

        How(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static StoryStart drawn(StoryDraw draw) {
        double unit = draw.between(0, 100);
        How how = unit < 45
                ? How.RIGHT
                : unit < 58 ? How.LATE : unit < 70 ? How.EARLY : unit < 90 ? How.ALARM : How.MISSING;
        Duration off = switch (how) {
            case LATE -> draw.minutes(2, 20);
            case EARLY -> draw.minutes(2, 40).negated();
            case RIGHT, ALARM, MISSING -> Duration.ofSeconds(Math.round(draw.between(0, 75)));
        };
        double share = draw.between(0.3, 0.7);
        double threshold = StrictMath.pow(draw.goodPercent(), 1 - share) * StrictMath.pow(draw.faultPercent(), share);
        boolean loose = draw.once(0.3);
        var beyond = new AlarmRule.Threshold(threshold, false);
        return new StoryStart(how, off, new AlarmRule(GatewayDrill.ERROR_RATE, beyond, 3, loose ? 15 : 3));
    }

    /** What is said of an incident that truly began at {@code began}. */
    Said say(Simulation simulation, Instant began) {
        Instant now = simulation.time().instant();
        if (how == How.MISSING) {
            return new Said(how, null, request -> request);
        }
        Optional<Instant> alarms = how == How.ALARM ? firstBreaching(simulation, now) : Optional.empty();
        if (alarms.isPresent()) {
            Instant at = alarms.get();
            return new Said(How.ALARM, at, request -> request.withIncident(alarm(at)));
        }
        Instant stated = began.plus(off);
        Instant at = stated.isAfter(now) ? now.minusSeconds(1) : stated;
        return new Said(how == How.ALARM ? How.RIGHT : how, at, request -> request.withIncidentStart(at));
    }

    /**
     * What was said in a story.
     *
     * @param at null where nobody says it
     */
    record Said(How how, @Nullable Instant at, UnaryOperator<RollbackRequest> into) {
        boolean isTrue(Instant began) {
            return at != null && Duration.between(began, at).abs().compareTo(TRUE) <= 0;
        }
    }

    private Optional<Instant> firstBreaching(Simulation simulation, Instant now) {
        Instant to = InstantFormat.floor(now, rule.watched().period());
        List<MetricPoint> points = PackageAccess.platform(simulation)
                .metric(GatewayDrill.ERROR_RATE, to.minus(DAY), to)
                .points();
        return rule.lastGoneOff(points, now)
                .flatMap(goneOff -> rule.breaching(goneOff.evaluated()).stream()
                        .map(MetricPoint::start)
                        .min(Comparator.naturalOrder()));
    }

    private Incident alarm(Instant start) {
        return Incident.of("errors")
                .withService(Drills.SERVICE)
                .withMetric(new Incident.Metric("IncidentIQ/Demo", "ErrorRate", Map.of("Service", Drills.SERVICE)))
                .withReading(Statistic.AVERAGE, MINUTE)
                .withThreshold(rule.threshold().value())
                .withWorse(Direction.HIGHER_IS_WORSE)
                .withStart(start, MINUTE);
    }
}
