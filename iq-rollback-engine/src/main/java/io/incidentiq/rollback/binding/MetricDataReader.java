package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.internal.format.JsonValue;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.MetricTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code --metric-data-queries} of get-metric-data: one metric, or the ratio of two. */
final class MetricDataReader {
    private static final int LONGEST = 1 << 16;
    private static final String WRITE_INLINE =
            "write the queries as JSON in the command, such as [{\"Id\": \"m1\", \"MetricStat\": {…}}]";

    private final Map<String, JsonValue> queries = new LinkedHashMap<>();

    private MetricDataReader(List<JsonValue> written) {
        for (JsonValue query : written) {
            String id = query.at("Id").text().orElseThrow(() -> unread("a query without an Id"));
            if (queries.put(id, query) != null) {
                throw unread("two queries with the Id " + id);
            }
        }
    }

    /** What isn't understood, in words that follow the option's name. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unread(String message) {
            super(message, null, false, false);
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }

    private static Unread unread(String message) {
        return new Unread(message);
    }

    /** @throws Unread where something isn't understood; its message says what is */
    static MetricTemplate read(Filled written) {
        String text = written.text().strip();
        if (!text.startsWith("[") || text.length() > LONGEST) {
            throw unread("no JSON that is read; " + WRITE_INLINE);
        }
        if (!written.known()) {
            throw unread("a value to fill in that nobody knows; write it out, or <service-name>");
        }
        try {
            return new MetricDataReader(JsonValue.parse(text).elements()).judged();
        } catch (IllegalArgumentException e) {
            throw unread(e.getMessage() + "; " + WRITE_INLINE);
        }
    }

    private MetricTemplate judged() {
        List<JsonValue> expressions = returned().stream()
                .filter(q -> q.at("Expression").text().isPresent())
                .toList();
        List<JsonValue> returned = expressions.size() == 1 ? expressions : returned();
        if (returned.size() != 1) {
            throw unread("%d results, and only one is judged; set ReturnData to false in the other queries"
                    .formatted(returned.size()));
        }
        JsonValue only = returned.get(0);
        Optional<String> expression = only.at("Expression").text();
        return expression.isPresent() ? ratio(expression.get()) : metric(only);
    }

    private List<JsonValue> returned() {
        return queries.values().stream()
                .filter(q -> q.at("ReturnData").flag().orElse(true))
                .toList();
    }

    private MetricTemplate ratio(String expression) {
        RatioExpression ratio = RatioExpression.of(expression)
                .orElseThrow(
                        () -> unread("Expression %s isn't understood; write bad events by all events, such as 100*m1/m2"
                                .formatted(expression)));
        MetricTemplate bad = counted(ratio.bad());
        MetricTemplate total = counted(ratio.total());
        RatioExpression.doubt(bad, total).ifPresent(doubt -> {
            throw unread("Expression %s: %s".formatted(expression, doubt));
        });
        return bad.outOf(total, ratio.factor());
    }

    private MetricTemplate counted(String id) {
        JsonValue query = queries.get(id);
        if (query == null) {
            throw unread("no query has the Id " + id);
        }
        return metric(query);
    }

    private static MetricTemplate metric(JsonValue query) {
        String id = query.at("Id").text().orElse("");
        JsonValue stat = query.at("MetricStat");
        JsonValue metric = stat.at("Metric");
        if (query.at("AccountId").text().isPresent()) {
            throw unread("%s has an AccountId; metrics of other accounts aren't read".formatted(id));
        }
        String namespace = literal(id, metric, "Namespace");
        String name = literal(id, metric, "MetricName");
        String period = stat.at("Period").number().map(MetricDataReader::whole).orElse("missing");
        MetricPeriod.doubt(period).ifPresent(doubt -> {
            throw unread("%s has Period %s: %s".formatted(id, period, doubt));
        });
        String word = stat.at("Stat").text().orElse("missing");
        Statistic statistic = Statistic.named(word)
                .orElseThrow(() ->
                        unread("%s has Stat %s: no statistic that is read; write Average, Sum, Minimum, Maximum or p99"
                                .formatted(id, word)));
        return new MetricTemplate(
                namespace,
                name,
                dimensions(id, metric),
                statistic,
                MetricPeriod.read(period).orElseThrow());
    }

    private static String whole(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String literal(String id, JsonValue metric, String member) {
        String text = text(id, metric, member);
        if (text.isEmpty() || text.contains(MetricTemplate.SERVICE) || text.contains(MetricTemplate.CLUSTER)) {
            throw unread("%s has a %s to fill in; write it out".formatted(id, member));
        }
        return text;
    }

    private static String text(String id, JsonValue object, String member) {
        return object.at(member).text().orElseThrow(() -> unread("%s lacks a %s".formatted(id, member)));
    }

    private static Map<String, String> dimensions(String id, JsonValue metric) {
        var dimensions = new LinkedHashMap<String, String>();
        for (JsonValue dimension : metric.at("Dimensions").elements()) {
            dimensions.put(text(id, dimension, "Name"), text(id, dimension, "Value"));
        }
        return dimensions;
    }
}
