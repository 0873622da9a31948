package io.incidentiq.rollback.internal.report.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time axis that all charts of a picture share.
 *
 * @param left where charts begin; what is left of it holds the numbers of their axes
 * @param right how much is left free at the right
 */
record Frame(String view, int width, int left, int right, Instant from, Instant to) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880);

    static Frame wide(Instant from, Instant to) {
        return new Frame("wide", 960, 48, 112, from, to);
    }

    static Frame narrow(Instant from, Instant to) {
        return new Frame("narrow", 380, 36, 8, from, to);
    }

    boolean isWide() {
        return view.equals("wide");
    }

    double end() {
        return (double) width - right;
    }

    /** Returns where {@code instant} is; what lies outside is at the edge. */
    double x(Instant instant) {
        double all = Math.max(1, Duration.between(from, to).toMillis());
        double part = Duration.between(from, instant).toMillis() / all;
        return left + (end() - left) * Math.max(0, Math.min(1, part));
    }

    boolean holds(Instant instant) {
        return !instant.isBefore(from) && !instant.isAfter(to);
    }

    /** Returns the instants that the axis names. */
    List<Instant> ticks() {
        long minutes = Math.max(1, Duration.between(from, to).toMinutes());
        int most = isWide() ? 10 : 5;
        int step = STEPS.stream().filter(s -> minutes / s < most).findFirst().orElse(STEPS.get(STEPS.size() - 1));
        long seconds = 60L * step;
        var ticks = new ArrayList<Instant>();
        long first = Math.floorDiv(from.getEpochSecond() + seconds - 1, seconds) * seconds;
        for (long at = first; at <= to.getEpochSecond() && ticks.size() < 2 * most; at += seconds) {
            ticks.add(Instant.ofEpochSecond(at));
        }
        return ticks;
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}
