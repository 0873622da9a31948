package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.metric.Values;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What CloudWatch makes of the values of one period.
 *
 * @param word CloudWatch's, such as {@code Average} or {@code p99}
 * @param percent which percentile; without meaning for the others
 */
record Statistics(String word, MetricStatistic kind, double percent) {
    private static final Pattern PERCENTILE = Pattern.compile("[pP]([0-9]{1,2}(?:\\.[0-9]{1,10})?|100)");

    /** @throws AwsError unless it is a plain statistic, or a percentile such as p99 or p99.9 */
    static Statistics named(String name) {
        Matcher percentile = PERCENTILE.matcher(name);
        if (percentile.matches()) {
            return new Statistics(name, MetricStatistic.PERCENTILE, Double.parseDouble(percentile.group(1)));
        }
        MetricStatistic plain = MetricStatistic.named(name);
        return new Statistics(plain.word(), plain, 0);
    }

    boolean percentile() {
        return kind == MetricStatistic.PERCENTILE;
    }

    double of(Values values) {
        return switch (kind) {
            case AVERAGE -> values.average();
            case SUM -> values.sum();
            case MINIMUM -> values.least();
            case MAXIMUM -> values.most();
            case SAMPLE_COUNT -> values.count();
            case PERCENTILE -> values.percentile(percent);
        };
    }

    /** Returns it of what somebody put, at least one sample; empty where a percentile can't be told from a set's sum. */
    OptionalDouble of(List<Sample> samples) {
        if (!percentile()) {
            return OptionalDouble.of(kind.of(samples));
        }
        return samples.stream().allMatch(Sample::alike)
                ? samples.stream()
                        .map(sample -> Values.of(sample.least(), sample.times()))
                        .reduce(Values::plus)
                        .map(values -> OptionalDouble.of(values.percentile(percent)))
                        .orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
    }
}
