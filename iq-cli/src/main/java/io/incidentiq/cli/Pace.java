package io.incidentiq.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How fast a drill is shown. Only the display waits: the drill itself runs on its own clock.
 *
 * @param times how many times faster than real time; infinite for no waiting at all
 */
record Pace(double times) {
    static final double ON_A_TERMINAL = 60;

    static Pace of(@Nullable String text, boolean interactive) {
        if (text == null) {
            return new Pace(interactive ? ON_A_TERMINAL : Double.POSITIVE_INFINITY);
        }
        if (text.equals("max")) {
            return new Pace(Double.POSITIVE_INFINITY);
        }
        try {
            double times = Double.parseDouble(text);
            if (times > 0) {
                return new Pace(times);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw CliError.usage("--speed '%s': expected a number > 0, or max".formatted(text));
    }

    void pass(Duration simulated) {
        if (!Double.isInfinite(times) && !simulated.isZero()) {
            LockSupport.parkNanos((long) (simulated.toNanos() / times));
        }
    }
}
