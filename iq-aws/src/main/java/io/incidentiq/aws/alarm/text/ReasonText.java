package io.incidentiq.aws.alarm.text;

import io.incidentiq.rollback.procedure.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the reason of a state change says in words: {@code Threshold Crossed: 2 out of the last 3 datapoints [8.4 (14/02/26 02:03:00),
 * 7.9 (14/02/26 02:02:00)] were greater than the threshold (5.0) ...}. Messages of Amazon SNS have the datapoints nowhere else. No
 * document promises the words, so what isn't exactly so is taken for nothing.
 */
public final class ReasonText {
    /** The API allows 1023. */
    private static final int LONGEST = 4_096;

    private static final Pattern COUNT = Pattern.compile(
            "Thresholds? Crossed: (?<breaching>[0-9]{1,5})(?: out of the last (?<periods>[0-9]{1,5}))? datapoints? .*",
            Pattern.DOTALL);
    private static final Pattern NO_DATA = Pattern.compile(
            "Threshold Crossed: no datapoints were received for (?<periods>[0-9]{1,5}) period.*", Pattern.DOTALL);
    private static final Pattern POINT = Pattern.compile(
            "[\\[ ]-?[0-9][0-9.E-]{0,40} \\((?<at>[0-9]{2}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})\\)");
    private static final Pattern CROSSED = Pattern.compile(
            "(?:was|were) (?<how>greater than or equal to|greater than|less than or equal to|less than) the threshold \\(");

    private final String text;

    public ReasonText(String text) {
        this.text = text.length() > LONGEST ? "" : text;
    }

    /** Returns the first of the datapoints that crossed the threshold, if all of them are listed. */
    public Optional<Instant> firstBreaching() {
        Matcher count = COUNT.matcher(text);
        if (!count.matches()) {
            return Optional.empty();
        }
        var times = new ArrayList<Instant>();
        Matcher point = POINT.matcher(text);
        while (point.find()) {
            Times.inWords(point.group("at")).ifPresent(times::add);
        }
        boolean all = times.size() == Integer.parseInt(count.group("breaching"));
        return all ? times.stream().min(Comparator.naturalOrder()) : Optional.empty();
    }

    /** Returns over how many periods the alarm was evaluated. */
    public Optional<Double> periods() {
        for (Pattern pattern : List.of(COUNT, NO_DATA)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                String periods = matcher.group("periods");
                return Optional.of(Double.valueOf(periods == null ? matcher.group("breaching") : periods));
            }
        }
        return Optional.empty();
    }

    /** Returns what it takes to cross {@code threshold}. */
    public Optional<DoublePredicate> crosses(double threshold) {
        Matcher matcher = CROSSED.matcher(text);
        return matcher.find()
                ? Optional.of(
                        switch (matcher.group("how")) {
                            case "greater than" -> value -> value > threshold;
                            case "greater than or equal to" -> value -> value >= threshold;
                            case "less than" -> value -> value < threshold;
                            default -> value -> value <= threshold;
                        })
                : Optional.empty();
    }

    /** Returns the side on which it crossed. */
    public Optional<Direction> worse() {
        Matcher matcher = CROSSED.matcher(text);
        return matcher.find()
                ? Optional.of(
                        matcher.group("how").startsWith("greater")
                                ? Direction.HIGHER_IS_WORSE
                                : Direction.LOWER_IS_WORSE)
                : Optional.empty();
    }

    /** Returns whether periods without data count as bad. */
    public boolean missingIsBreaching() {
        return text.contains("treated as [Breaching]");
    }
}
