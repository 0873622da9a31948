package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.time.Duration;
import java.time.Instant;

/** How CloudWatch's requests say what they want, checked as CloudWatch checks it. */
final class MetricRequest {
    private static final long MINUTE = 60;
    private static final long DAY = 86_400;
    private static final long MOST_POINTS = 100_000;

    private MetricRequest() {}

    static MetricStore.Window window(Body body) {
        Instant from = body.instant("StartTime").orElseThrow(() -> MetricKey.missing("StartTime"));
        Instant to = body.instant("EndTime").orElseThrow(() -> MetricKey.missing("EndTime"));
        if (!from.isBefore(to)) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        return new MetricStore.Window(from, to);
    }

    /** @throws AwsError unless the request orders its points as CloudWatch can */
    static boolean newestFirst(Body body) {
        String order = body.textOr("ScanBy", "TimestampDescending");
        if (!order.equals("TimestampDescending") && !order.equals("TimestampAscending")) {
            throw AwsError.of(
                    "InvalidParameterValueException", "The value %s for parameter ScanBy is invalid.".formatted(order));
        }
        return order.equals("TimestampDescending");
    }

    static Duration period(Body body, MetricStore.Window window) {
        long seconds = body.number("Period")
                .orElseThrow(() -> MetricKey.missing("Period"))
                .longValue();
        boolean fine = seconds == 1 || seconds == 5 || seconds == 10 || seconds == 20 || seconds == 30;
        if (!fine && (seconds < MINUTE || seconds > DAY || seconds % MINUTE != 0)) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The parameter Period must be a value in the set [1,5,10,20,30] or a multiple of 60.");
        }
        if (Duration.between(window.from(), window.to()).toSeconds() / seconds > MOST_POINTS) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "You have requested more datapoints than the limit of %d.".formatted(MOST_POINTS));
        }
        return Duration.ofSeconds(seconds);
    }
}
