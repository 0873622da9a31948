package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.aws.protocol.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statistics that CloudWatch computes without a percentile. */
enum MetricStatistic {
    AVERAGE("Average", Statistic.AVERAGE),
    SUM("Sum", Statistic.SUM),
    MINIMUM("Minimum", Statistic.MINIMUM),
    MAXIMUM("Maximum", Statistic.MAXIMUM),
    /** How many values there are. Of the platform's own metrics it isn't known. */
    SAMPLE_COUNT("SampleCount", null);

    private final String word;
    private final @Nullable Statistic ofPlatform;

    MetricStatistic(String word, @Nullable Statistic ofPlatform) {
        this.word = word;
        this.ofPlatform = ofPlatform;
    }

    /** @throws AwsError unless it is one of these */
    static MetricStatistic named(String name) {
        for (MetricStatistic statistic : values()) {
            if (statistic.word.equalsIgnoreCase(name)) {
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

    /** @throws AwsError where the platform's own metrics don't have it */
    Statistic ofPlatform() {
        if (ofPlatform == null) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The simulated platform does not say the %s of its own metrics.".formatted(word));
        }
        return ofPlatform;
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
        };
    }
}
