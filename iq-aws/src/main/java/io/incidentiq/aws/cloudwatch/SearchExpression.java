package io.incidentiq.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What GetMetricData is asked for a query of which a dimension may have any value:
 * {@code SEARCH('{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName="RequestCount" TargetGroup="targetgroup/api/0123"', 'Sum', 60)}.
 * It finds the metrics with exactly these dimensions that had a value within two weeks.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html">search expression syntax</a>
 */
final class SearchExpression {
    private static final int LONGEST = 1024;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/]+");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_]+");

    /** No quote and no backslash: nothing in it can end the text that it stands in. */
    private static final Pattern QUOTABLE = Pattern.compile("[^'\"\\\\\\p{Cntrl}]+");

    private SearchExpression() {}

    static boolean isNeeded(MetricQuery query) {
        return query.dimensions().containsValue(MetricQuery.ANY);
    }

    /** @throws ProviderException {@code REJECTED} where a name or value can't stand in an expression, or it gets too long */
    static String of(MetricQuery query) {
        var dimensions = new TreeMap<>(query.dimensions());
        var schema = new StringBuilder(schemaName(query.namespace()));
        var terms = new StringBuilder("MetricName=").append(quoted(query.name()));
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            schema.append(',').append(schemaName(dimension.getKey()));
            if (!dimension.getValue().equals(MetricQuery.ANY)) {
                terms.append(' ')
                        .append(property(dimension.getKey()))
                        .append('=')
                        .append(quoted(dimension.getValue()));
            }
        }
        String search = "{%s} %s".formatted(schema, terms);
        if (search.length() > LONGEST) {
            throw refused("a search of %d characters; CloudWatch takes %d".formatted(search.length(), LONGEST));
        }
        return "SEARCH('%s', '%s', %d)"
                .formatted(search, query.statistic().word(), query.period().toSeconds());
    }

    /**
     * Returns the label that makes each metric found tell the value of its open dimension; null where several are open.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html">dynamic labels</a>
     */
    static @Nullable String label(MetricQuery query) {
        return open(query).map("${PROP('Dim.%s')}"::formatted).orElse(null);
    }

    /** Returns {@code query} where its open dimension has the value that {@code label} tells; empty where none is told. */
    static Optional<MetricQuery> at(MetricQuery query, String label) {
        boolean told = !label.isBlank() && !label.contains("${");
        return open(query).filter(name -> told).map(name -> {
            var dimensions = new TreeMap<>(query.dimensions());
            dimensions.put(name, label);
            return new MetricQuery(query.namespace(), query.name(), dimensions, query.statistic(), query.period());
        });
    }

    /** Returns the only dimension that may have any value, if its name can stand in a label. */
    private static Optional<String> open(MetricQuery query) {
        List<String> names = query.dimensions().entrySet().stream()
                .filter(d -> d.getValue().equals(MetricQuery.ANY))
                .map(Map.Entry::getKey)
                .toList();
        return names.size() == 1 && PROPERTY.matcher(names.get(0)).matches()
                ? Optional.of(names.get(0))
                : Optional.empty();
    }

    private static String schemaName(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }

    private static String property(String name) {
        if (!PROPERTY.matcher(name).matches()) {
            throw refused("the dimension '%s' can't be searched by: letters, digits and _ alone".formatted(name));
        }
        return name;
    }

    private static String quoted(String text) {
        if (!QUOTABLE.matcher(text).matches()) {
            throw refused("'%s' can't be searched for: it is empty, or has a quote, a backslash or a control character"
                    .formatted(text));
        }
        return '"' + text.replace("(", "\\(").replace(")", "\\)") + '"';
    }

    private static ProviderException refused(String why) {
        return ProviderException.of(ProviderException.Kind.REJECTED, "cloudwatch:GetMetricData: " + why);
    }
}
