package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.procedure.Checks;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which periods of a metric can be judged. */
final class MetricPeriod {
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

    /** What CloudWatch takes besides whole minutes (GetMetricStatistics, Period). */
    private static final Set<Integer> BELOW_A_MINUTE = Set.of(1, 5, 10, 30);

    private static final Duration LONGEST_WINDOW = Defaults.LONGEST_WINDOW.duration();

    private MetricPeriod() {}

    /** Returns the period that {@code text} says in whole seconds; empty where it says none. */
    static Optional<Duration> read(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(text)))
                : Optional.empty();
    }

    /** Returns why {@code text} is no period that can be judged; empty where it is one. */
    static Optional<String> doubt(String text) {
        Optional<Duration> period = read(text);
        if (period.isEmpty()) {
            return Optional.of("no period; write whole seconds from 1 on, such as 60");
        }
        int seconds = Math.toIntExact(period.get().toSeconds());
        if (seconds % 60 != 0 && !BELOW_A_MINUTE.contains(seconds)) {
            return Optional.of(
                    "CloudWatch has none of that length; write 1, 5, 10, 30 or a multiple of 60, such as 60");
        }
        Duration window = period.get().multipliedBy(Checks.LEAST_PERIODS);
        return window.compareTo(LONGEST_WINDOW) <= 0
                ? Optional.empty()
                : Optional.of("judging takes %d periods, %d min here and at most %d; write 360 or less, such as 60"
                        .formatted(Checks.LEAST_PERIODS, window.toMinutes(), LONGEST_WINDOW.toMinutes()));
    }
}
