package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.MetricTemplate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Metric math that divides one count by another: {@code m1/m2}, {@code 100*m1/m2}, {@code (FILL(m1,0)/m2)*100}.
 *
 * @param bad the id of the query above the line
 * @param total the id of the query below it
 * @param factor 1, or 100
 */
record RatioExpression(String bad, String total, double factor) {
    private static final String ID = "[a-z][A-Za-z0-9_]{0,254}";

    /** A missing count of bad events is 0 anyway, so that filling it in changes nothing. */
    private static final String BAD = "(?:FILL\\((?<filled>" + ID + "),0\\)|(?<bad>" + ID + "))";

    private static final String TOTAL = "(?<total>" + ID + ")";

    private static final List<Pattern> FORMS = Stream.of(
                    "B/T",
                    "\\(B/T\\)",
                    "100\\*B/T",
                    "B\\*100/T",
                    "B/T\\*100",
                    "\\(100\\*B\\)/T",
                    "\\(B\\*100\\)/T",
                    "\\(B/T\\)\\*100",
                    "100\\*\\(B/T\\)")
            .map(form -> form.replace("T", TOTAL).replace("B", BAD))
            .map(Pattern::compile)
            .toList();

    private static final Pattern ERRORS = Pattern.compile("(?i).*(?:5xx|error|fault|failure|failed|exception).*");
    private static final Pattern NO_COUNT = Pattern.compile("(?i).*(?:rate|ratio|percent|latency|duration|time).*");
    private static final Pattern REQUESTS =
            Pattern.compile("(?i)count|.*(?:requests?|requests?_?count|invocations?|calls)");

    static Optional<RatioExpression> of(String expression) {
        String packed = expression.replaceAll("\\s", "");
        return FORMS.stream()
                .map(form -> form.matcher(packed))
                .filter(Matcher::matches)
                .findFirst()
                .map(m -> {
                    String filled = m.group("filled");
                    return new RatioExpression(
                            filled == null ? m.group("bad") : filled,
                            m.group("total"),
                            m.pattern().pattern().contains("100") ? 100 : 1);
                });
    }

    /** Returns why {@code bad} can't be a part of {@code total}; empty where it can. */
    static Optional<String> doubt(MetricTemplate bad, MetricTemplate total) {
        if (!bad.statistic().equals(Statistic.SUM) || !total.statistic().equals(Statistic.SUM)) {
            return Optional.of("counts are divided, so write Stat Sum in both queries");
        }
        if (!bad.period().equals(total.period())) {
            return Optional.of("its queries differ in their Period; write the same in both");
        }
        return Direction.ofMetricNamed(bad.name()) == Direction.LOWER_IS_WORSE
                ? Optional.of("%s counts what went well; divide what went wrong".formatted(bad.name()))
                : Optional.empty();
    }

    /**
     * Returns the one of two metrics that counts errors, out of the other, which counts the requests of the same place; empty where
     * their names don't tell.
     */
    static Optional<MetricTemplate> ofPair(MetricTemplate one, MetricTemplate other) {
        return pair(one, other).or(() -> pair(other, one));
    }

    private static Optional<MetricTemplate> pair(MetricTemplate bad, MetricTemplate total) {
        boolean samePlace =
                bad.namespace().equals(total.namespace()) && bad.dimensions().equals(total.dimensions());
        boolean named = isCountOfErrors(bad.name()) && isCountOfRequests(total.name());
        return samePlace && named && doubt(bad, total).isEmpty() ? Optional.of(bad.outOf(total, 1)) : Optional.empty();
    }

    private static boolean isCountOfErrors(String name) {
        return ERRORS.matcher(name).matches() && !NO_COUNT.matcher(name).matches();
    }

    private static boolean isCountOfRequests(String name) {
        return REQUESTS.matcher(name).matches() && !isCountOfErrors(name);
    }
}
