package io.incidentiq.rollback.procedure;

import java.util.List;
import java.util.Set;

/** The side on which a metric gets worse. */
public enum Direction {
    /** Errors, latency: the more, the worse. */
    HIGHER_IS_WORSE,
    /** Success, availability, healthy hosts: the less, the worse. */
    LOWER_IS_WORSE;

    private static final Set<String> GOOD = Set.of(
            "success",
            "successes",
            "successful",
            "successfully",
            "succeeded",
            "availability",
            "available",
            "healthy",
            "uptime");
    private static final Set<String> REVERSING_WORDS = Set.of("un", "non", "not");
    private static final List<String> REVERSING_PREFIXES = List.of("un", "in", "non");

    /** What is measured of good things and yet is worse the more there is of it: {@code SuccessfulRequestLatency}. */
    private static final Set<String> BAD = Set.of(
            "latency",
            "duration",
            "delay",
            "error",
            "errors",
            "failure",
            "failures",
            "failed",
            "fault",
            "faults",
            "timeouts");

    private static final Set<String> BEFORE_UP =
            Set.of("service", "instance", "host", "target", "probe", "node", "endpoint", "is");

    /** Returns whether {@code value} is worse than {@code reference}; equal is not. */
    public boolean worse(double value, double reference) {
        return this == HIGHER_IS_WORSE ? value > reference : value < reference;
    }

    /** Returns {@code value} made worse by {@code distance}. */
    public double beyond(double value, double distance) {
        return this == HIGHER_IS_WORSE ? value + distance : value - distance;
    }

    /** Returns by how much {@code value} is worse than {@code reference}; negative where it is better. */
    public double excess(double value, double reference) {
        return this == HIGHER_IS_WORSE ? value - reference : reference - value;
    }

    /**
     * Returns the direction that a metric's name tells by its whole words: success, availability, healthy and uptime are worse
     * the less there is, {@code UnHealthyHostCount} and {@code non_success} are not, and neither is all else.
     */
    public static Direction ofMetricNamed(String name) {
        List<String> words = NameWords.of(name);
        boolean good = isUp(words);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean reversed = REVERSING_PREFIXES.stream()
                            .anyMatch(p -> word.startsWith(p) && GOOD.contains(word.substring(p.length())))
                    || (i > 0 && GOOD.contains(word) && REVERSING_WORDS.contains(words.get(i - 1)));
            if (reversed || BAD.contains(word)) {
                return HIGHER_IS_WORSE;
            }
            good |= GOOD.contains(word);
        }
        return good ? LOWER_IS_WORSE : HIGHER_IS_WORSE;
    }

    private static boolean isUp(List<String> words) {
        int last = words.size() - 1;
        return last >= 0 && words.get(last).equals("up") && (last == 0 || BEFORE_UP.contains(words.get(last - 1)));
    }
}
