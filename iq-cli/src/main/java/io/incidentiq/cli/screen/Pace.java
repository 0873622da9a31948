package io.incidentiq.cli.screen;

import io.incidentiq.cli.output.CliError;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How fast a drill is shown. Only the display waits: the drill itself runs on its own clock.
 *
 * @param times how many times faster than real time; infinite for no waiting at all
 * @param pause waits that many nanoseconds
 */
public record Pace(double times, LongConsumer pause) {
    static final double ON_A_TERMINAL = 60;

    private static final double TICK_NANOS = 250e6;

    /** What really happens takes its own time; nothing is added. */
    public static final Pace REAL = of(Double.POSITIVE_INFINITY);

    public static Pace of(@Nullable String text, boolean interactive) {
        if (text == null) {
            return of(interactive ? ON_A_TERMINAL : Double.POSITIVE_INFINITY);
        }
        if (text.equals("max")) {
            return of(Double.POSITIVE_INFINITY);
        }
        try {
            double times = Double.parseDouble(text);
            if (times > 0) {
                return of(times);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw CliError.usage("--speed '%s': expected a number > 0, or max".formatted(text));
    }

    private static Pace of(double times) {
        return new Pace(times, LockSupport::parkNanos);
    }

    /** Lets the time between two instants pass, and tells {@code tick} four times a second where it has got to. */
    void pass(Instant from, Instant to, Consumer<Instant> tick) {
        Duration between = Duration.between(from, to);
        if (Double.isInfinite(times) || between.isZero() || between.isNegative()) {
            return;
        }
        double nanos = between.toNanos() / times;
        long ticks = Math.max(1, (long) Math.ceil(nanos / TICK_NANOS));
        for (long i = 1; i <= ticks; i++) {
            pause.accept((long) (nanos / ticks));
            tick.accept(from.plusNanos((long) (between.toNanos() * ((double) i / ticks))));
        }
    }
}
