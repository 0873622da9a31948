package io.incidentiq.rollback.port;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the values within one period become one number: one of four, or a percentile. */
public final class Statistic {
    public static final Statistic AVERAGE = new Statistic("Average");
    public static final Statistic SUM = new Statistic("Sum");
    public static final Statistic MINIMUM = new Statistic("Minimum");
    public static final Statistic MAXIMUM = new Statistic("Maximum");

    private static final List<Statistic> PLAIN = List.of(AVERAGE, SUM, MINIMUM, MAXIMUM);
    private static final Pattern PERCENTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,10})?|100)");

    private final String word;

    private Statistic(String word) {
        this.word = word;
    }

    /**
     * Returns the value below which {@code percent} of a period's values lie: {@code percentile(99)} is {@code p99}.
     *
     * @throws IllegalArgumentException unless {@code percent} is from 0 to 100, with at most ten decimals
     */
    public static Statistic percentile(double percent) {
        String written = Double.isFinite(percent)
                ? "p" + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
                : "";
        if (!PERCENTILE.matcher(written).matches()) {
            throw new IllegalArgumentException("expected a percentile from 0 to 100, found " + percent);
        }
        return new Statistic(written);
    }

    /** Returns the statistic that CloudWatch calls {@code word}: {@code Average} and its like in any case, {@code p99.9}; empty for others. */
    public static Optional<Statistic> named(String word) {
        var percentile = PERCENTILE.matcher(word);
        return percentile.matches()
                ? Optional.of(percentile(Double.parseDouble(percentile.group(1))))
                : PLAIN.stream().filter(s -> s.word.equalsIgnoreCase(word)).findFirst();
    }

    /** Returns whether it is a percentile. Nothing is known of the events behind one. */
    public boolean isPercentile() {
        return percent().isPresent();
    }

    /** Returns which percentile it is, such as 99.9; empty where it is none. */
    public OptionalDouble percent() {
        return PLAIN.contains(this) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(word.substring(1)));
    }

    /** Returns CloudWatch's word for it, such as {@code Average} or {@code p99}. */
    public String word() {
        return word;
    }

    /** Returns its name, such as {@code AVERAGE} or {@code p99}. */
    public String name() {
        return isPercentile() ? word : word.toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Statistic that && word.equals(that.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    /** Returns {@link #name()}. */
    @Override
    public String toString() {
        return name();
    }
}
