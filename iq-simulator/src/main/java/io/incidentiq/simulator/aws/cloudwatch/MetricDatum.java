package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One datum of PutMetricData, checked as CloudWatch checks it. */
final class MetricDatum {
    private static final int MOST_VALUES = 150;
    private static final int HIGH_RESOLUTION = 1;
    private static final int STANDARD_RESOLUTION = 60;
    private static final double LARGEST = Math.pow(2, 360);

    private final Body body;
    private final String name;

    /** @param position of the datum in its request, from 1 */
    MetricDatum(Body body, int position) {
        this.body = body;
        this.name = "MetricData.member.%d".formatted(position);
    }

    /** Returns what was put, at {@code now} unless the datum says when. */
    List<Sample> samples(Instant now) {
        Instant at = at(now);
        String unit = MetricUnit.of(body).orElse(MetricUnit.NONE);
        requireOneKind();
        if (body.has("StatisticValues")) {
            return List.of(statisticSet(at, unit));
        }
        Object value = body.members().get("Value");
        return value == null ? values(at, unit) : List.of(Sample.of(at, finite(value, "Value"), 1, unit));
    }

    /** A metric of standard resolution is kept by the minute. */
    private Instant at(Instant now) {
        Instant at = body.instant("Timestamp").orElse(now);
        int resolution = body.number("StorageResolution").map(Number::intValue).orElse(STANDARD_RESOLUTION);
        if (resolution != HIGH_RESOLUTION && resolution != STANDARD_RESOLUTION) {
            throw invalid("StorageResolution", resolution);
        }
        return resolution == HIGH_RESOLUTION ? at : at.truncatedTo(ChronoUnit.MINUTES);
    }

    private void requireOneKind() {
        List<String> kinds = Stream.of("Value", "Values", "StatisticValues")
                .filter(body::has)
                .toList();
        if (kinds.isEmpty()) {
            throw AwsError.of(
                    "MissingRequiredParameterException",
                    "The parameter %s.Value, %s.Values or %s.StatisticValues is required.".formatted(name, name, name));
        }
        if (kinds.size() > 1) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "The parameters %s.%s and %s.%s are mutually exclusive and you have specified both."
                            .formatted(name, kinds.get(0), name, kinds.get(1)));
        }
        if (body.has("Counts") && !body.has("Values")) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "The parameter %s.Counts requires the parameter %s.Values.".formatted(name, name));
        }
    }

    private List<Sample> values(Instant at, String unit) {
        List<?> values = body.list("Values");
        List<?> counts = body.list("Counts");
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The collection %s.Values must have a size between 1 and %d.".formatted(name, MOST_VALUES));
        }
        if (body.has("Counts") && counts.size() != values.size()) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The parameters %s.Values and %s.Counts must be of the same size.".formatted(name, name));
        }
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < values.size(); i++) {
            double times = counts.isEmpty() ? 1 : positive(counts.get(i), "Counts");
            samples.add(Sample.of(at, finite(values.get(i), "Values"), times, unit));
        }
        return samples;
    }

    private Sample statisticSet(Instant at, String unit) {
        Body set = body.body("StatisticValues");
        double times = positive(required(set, "SampleCount"), "StatisticValues.SampleCount");
        double sum = finite(required(set, "Sum"), "StatisticValues.Sum");
        double least = finite(required(set, "Minimum"), "StatisticValues.Minimum");
        double most = finite(required(set, "Maximum"), "StatisticValues.Maximum");
        if (least > most) {
            throw invalid("StatisticValues.Minimum", least);
        }
        return new Sample(at, times, sum, least, most, unit);
    }

    private Object required(Body set, String member) {
        Object value = set.members().get(member);
        if (value == null) {
            throw MetricKey.missing("%s.StatisticValues.%s".formatted(name, member));
        }
        return value;
    }

    private double positive(Object value, String member) {
        double number = finite(value, member);
        if (number <= 0) {
            throw invalid(member, value);
        }
        return number;
    }

    private double finite(Object value, String member) {
        if (!(value instanceof Number number)) {
            throw AwsError.serialization("%s.%s must be a number".formatted(name, member));
        }
        if (!(Math.abs(number.doubleValue()) <= LARGEST)) {
            throw invalid(member, value);
        }
        return number.doubleValue();
    }

    private AwsError invalid(String member, Object value) {
        return AwsError.of(
                "InvalidParameterValueException",
                "The value %s for parameter %s.%s is invalid.".formatted(value, name, member));
    }
}
