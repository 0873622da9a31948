package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CloudWatch's units. A reader that names one sees only what was put in it. */
final class MetricUnit {
    static final String NONE = "None";

    private static final Set<String> ALL = Stream.concat(
                    Stream.of("Seconds", "Microseconds", "Milliseconds", "Percent", NONE),
                    Stream.of(
                                    "Bytes",
                                    "Kilobytes",
                                    "Megabytes",
                                    "Gigabytes",
                                    "Terabytes",
                                    "Bits",
                                    "Kilobits",
                                    "Megabits",
                                    "Gigabits",
                                    "Terabits",
                                    "Count")
                            .flatMap(unit -> Stream.of(unit, unit + "/Second")))
            .collect(Collectors.toSet());

    private MetricUnit() {}

    /**
     * Returns the unit that a datum or a question names.
     *
     * @throws AwsError if CloudWatch has no such unit
     */
    static Optional<String> of(Body body) {
        Optional<String> unit = body.text("Unit");
        unit.filter(name -> !ALL.contains(name)).ifPresent(name -> {
            throw AwsError.of(
                    "InvalidParameterValueException", "The value %s for parameter Unit is invalid.".formatted(name));
        });
        return unit;
    }
}
