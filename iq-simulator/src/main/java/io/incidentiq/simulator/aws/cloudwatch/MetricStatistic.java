package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import java.util.List;

/** The statistics that CloudWatch computes. */
enum MetricStatistic {
    AVERAGE("Average"),
    SUM("Sum"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum"),
    /** How many values there are. */
    SAMPLE_COUNT("SampleCount"),
    /** A percentile, which has a word of its own for each. */
    PERCENTILE("pNN");

    private final String word;

    MetricStatistic(String word) {
        this.word = word;
    }

    /** @throws AwsError unless it is one of these that isn't a percentile */
    static MetricStatistic named(String name) {
        for (MetricStatistic statistic : values()) {
            if (statistic != PERCENTILE && statistic.word.equalsIgnoreCase(name)) {
                return statistic;
            }
        }
        throw AwsError.of(
                "InvalidParameterValueException",
                "The value %s for parameter Statistics is not supported here.".formatted(name));
    }

    /** Returns CloudWatch's word for it, such as {@code Average}. */
    String word() {
        return word;
    }

    /** Makes the samples of one period, at least one, a number. */
    double of(List<Sample> samples) {
        double times = samples.stream().mapToDouble(Sample::times).sum();
        double sum = samples.stream().mapToDouble(Sample::sum).sum();
        return switch (this) {
            case AVERAGE -> sum / times;
            case SUM -> sum;
            case MINIMUM -> samples.stream().mapToDouble(Sample::least).min().orElseThrow();
            case MAXIMUM -> samples.stream().mapToDouble(Sample::most).max().orElseThrow();
            case SAMPLE_COUNT -> times;
            case PERCENTILE -> throw new IllegalStateException("a percentile isn't made of sums");
        };
    }
}
