package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.simulator.aws.protocol.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression that searches metrics: those with these dimensions and no others, whose name and dimensions have the given values.
 *
 * @param seconds the period; null where the expression names none
 */
record Search(
        String namespace,
        Set<String> dimensions,
        Map<String, String> terms,
        Statistics statistic,
        @Nullable Integer seconds) {
    private static final String METRIC_NAME = "MetricName";
    private static final Pattern EXPRESSION = Pattern.compile(
            "SEARCH\\('\\{([^,{}']+)((?:,[^,{}']+)*)\\}((?: +[A-Za-z]+=\"[^\"']+\")*) *', *'([A-Za-z0-9.]+)'(?:, *([0-9]{1,5}))?\\)");
    private static final Pattern TERM = Pattern.compile("([A-Za-z]+)=\"([^\"']+)\"");

    Search {
        dimensions = Set.copyOf(dimensions);
        terms = Map.copyOf(terms);
    }

    /** @throws AwsError unless it is a search for exact values */
    static Search parse(String expression) {
        Matcher parts = EXPRESSION.matcher(expression.strip());
        if (!parts.matches()) {
            throw refused(
                    "an expression such as SEARCH('{NAMESPACE,DIMENSION} MetricName=\"NAME\"', 'Sum', 60)", expression);
        }
        Set<String> dimensions = Pattern.compile(",")
                .splitAsStream(parts.group(2))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        var terms = new TreeMap<String, String>();
        Matcher term = TERM.matcher(parts.group(3));
        while (term.find()) {
            if (!term.group(1).equals(METRIC_NAME) && !dimensions.contains(term.group(1))) {
                throw refused("MetricName or one of the dimensions", term.group(1));
            }
            terms.put(term.group(1), term.group(2));
        }
        Integer seconds =
                Optional.ofNullable(parts.group(5)).map(Integer::valueOf).orElse(null);
        return new Search(parts.group(1), dimensions, terms, Statistics.named(parts.group(4)), seconds);
    }

    private static AwsError refused(String expected, String found) {
        return AwsError.of(
                "InvalidParameterValueException",
                "The simulated CloudWatch expects %s, found: %s".formatted(expected, found));
    }

    boolean finds(MetricKey metric) {
        return metric.namespace().equals(namespace)
                && metric.dimensions().keySet().equals(dimensions)
                && terms.entrySet().stream().allMatch(term -> has(metric, term.getKey(), term.getValue()));
    }

    private static boolean has(MetricKey metric, String name, String value) {
        return value.equals(
                name.equals(METRIC_NAME) ? metric.name() : metric.dimensions().get(name));
    }
}
