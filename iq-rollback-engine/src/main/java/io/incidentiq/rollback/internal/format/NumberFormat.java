package io.incidentiq.rollback.internal.format;

import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A value of a metric, for people and reports. */
public final class NumberFormat {
    private NumberFormat() {}

    /** Returns it in three digits; {@code unknown} for null. */
    public static String text(@Nullable Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.3g", value);
    }

    /** Returns it as reports hold it: null where there is none. */
    public static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    public static String text(OptionalDouble value) {
        return text(boxed(value));
    }
}
