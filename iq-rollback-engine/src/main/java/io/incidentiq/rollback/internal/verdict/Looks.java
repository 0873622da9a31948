package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * After how many periods of the window it is judged.
 *
 * @param periods rising; empty where no window is long enough
 */
public record Looks(List<Integer> periods) {
    private static final int FIRST = Defaults.LEAST_WINDOW.count();
    private static final int LAST = Defaults.LAST_LOOK.count();
    private static final List<Integer> ALL = Stream.of(
                    Defaults.LEAST_WINDOW,
                    Defaults.SECOND_LOOK,
                    Defaults.THIRD_LOOK,
                    Defaults.FOURTH_LOOK,
                    Defaults.LAST_LOOK)
            .map(Defaults::count)
            .toList();

    public Looks {
        periods = List.copyOf(periods);
    }

    /** Returns the looks after 5, 8, 12, 18 and 30 periods. */
    public static Looks standard() {
        return new Looks(ALL);
    }

    /**
     * Returns the looks of a window of at least {@code least} and at most {@code longest} periods: the first as soon as it is long enough,
     * the last at its end, the standard ones between; none where {@code longest} is less than five. A window that has to be longer than that
     * is looked at once.
     */
    public static Looks between(int least, int longest) {
        if (longest < FIRST) {
            return new Looks(List.of());
        }
        int first = Math.max(least, FIRST);
        int last = Math.max(first, Math.min(longest, LAST));
        return new Looks(Stream.concat(Stream.of(first, last), ALL.stream().filter(n -> n > first && n < last))
                .distinct()
                .sorted()
                .toList());
    }

    /** Returns the next look of a window that has so many periods; empty after the last. */
    public OptionalInt after(int size) {
        return periods.stream().mapToInt(n -> n).filter(n -> n > size).findFirst();
    }
}
