package io.incidentiq.simulator.alarm;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an alarm takes to go off: {@code datapoints} of the last {@code of} beyond the threshold. Missing points are not beyond it. */
public record AlarmRule(MetricQuery watched, Threshold threshold, int datapoints, int of) {
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Duration EVALUATION = Duration.ofSeconds(45);

    public AlarmRule {
        if (datapoints < 1 || of < datapoints) {
            throw new IllegalArgumentException(
                    "expected 1 <= datapoints <= last, found %d of %d".formatted(datapoints, of));
        }
    }

    public record Threshold(double value, boolean lowerIsWorse) {
        boolean beyond(double point) {
            return lowerIsWorse ? point < value : point > value;
        }

        String operator() {
            return lowerIsWorse ? "LessThanThreshold" : "GreaterThanThreshold";
        }

        private String words() {
            return (lowerIsWorse ? "less" : "greater") + " than the threshold (" + value + ")";
        }
    }

    /** When it went off, and the datapoints that it looked at then, newest first. */
    public record GoneOff(Instant at, List<MetricPoint> evaluated) {}

    /** Returns the last time that it went off by {@code points}, oldest first; empty if it never did. */
    public Optional<GoneOff> lastGoneOff(List<MetricPoint> points, Instant now) {
        GoneOff last = null;
        boolean before = false;
        int first = 0;
        for (int i = 0; i < points.size(); i++) {
            Instant newest = points.get(i).start();
            Instant oldest = newest.minus(watched.period().multipliedBy(of - 1L));
            while (points.get(first).start().isBefore(oldest)) {
                first++;
            }
            List<MetricPoint> window = points.subList(first, i + 1);
            boolean alarm = breaching(window).size() >= datapoints;
            if (alarm && !before) {
                Instant evaluated = newest.plus(watched.period()).plus(EVALUATION);
                last = new GoneOff(evaluated.isAfter(now) ? now : evaluated, newestFirst(window));
            }
            before = alarm;
        }
        return Optional.ofNullable(last);
    }

    private static List<MetricPoint> newestFirst(List<MetricPoint> window) {
        var reversed = new ArrayList<>(window);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    public List<MetricPoint> breaching(List<MetricPoint> window) {
        return window.stream().filter(p -> threshold.beyond(p.value())).toList();
    }

    /** Returns CloudWatch's words for it. */
    String reason(GoneOff goneOff) {
        List<MetricPoint> breaching = breaching(goneOff.evaluated);
        String listed = breaching.stream()
                .map(p -> "%s (%s)".formatted(p.value(), IN_WORDS.format(p.start())))
                .collect(Collectors.joining(", "));
        return "Threshold Crossed: %d out of the last %d datapoints [%s] %s %s (minimum %d datapoint%s for OK -> ALARM transition)."
                .formatted(
                        breaching.size(),
                        of,
                        listed,
                        breaching.size() == 1 ? "was" : "were",
                        threshold.words(),
                        datapoints,
                        datapoints == 1 ? "" : "s");
    }
}
