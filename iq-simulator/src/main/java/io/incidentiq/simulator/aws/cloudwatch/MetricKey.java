package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.util.Map;
import java.util.TreeMap;

/** What names a metric: namespace, name, dimensions. */
record MetricKey(String namespace, String name, Map<String, String> dimensions) {
    MetricKey {
        dimensions = Map.copyOf(dimensions);
    }

    /** @throws AwsError {@code MissingRequiredParameterException} unless namespace and name are there */
    static MetricKey of(Body body) {
        return new MetricKey(required(body, "Namespace"), required(body, "MetricName"), dimensions(body));
    }

    static Map<String, String> dimensions(Body body) {
        var dimensions = new TreeMap<String, String>();
        body.bodies("Dimensions").forEach(pair -> dimensions.put(required(pair, "Name"), required(pair, "Value")));
        return dimensions;
    }

    static String required(Body body, String name) {
        return body.text(name).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    static AwsError missing(String name) {
        return AwsError.of("MissingRequiredParameterException", "The parameter %s is required.".formatted(name));
    }
}
