package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one metric.
 *
 * @param texts one that gives values, or two that count: bad events, all events
 */
record Promql(List<String> texts) {
    private static final Pattern PLACE = Pattern.compile("\\$(?:\\{([A-Za-z_][\\w.-]*)\\}|([A-Za-z_]\\w*))");

    Promql {
        texts = List.copyOf(texts);
    }

    static Promql value(String text) {
        return new Promql(List.of(text));
    }

    static Promql counts(String bad, String total) {
        return new Promql(List.of(bad, total));
    }

    /** Returns the texts with the query's dimensions in their places; empty where a dimension is missing. */
    Optional<Promql> filled(MetricQuery query) {
        var filled = new ArrayList<String>();
        for (String text : texts) {
            Optional<String> one = filled(text, query);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            filled.add(one.get());
        }
        return Optional.of(new Promql(filled));
    }

    private static Optional<String> filled(String text, MetricQuery query) {
        var filled = new StringBuilder();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            String name = places.group(1) == null ? places.group(2) : places.group(1);
            String value = value(name, query);
            if (value == null) {
                return Optional.empty();
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return Optional.of(places.appendTail(filled).toString());
    }

    private static @Nullable String value(String name, MetricQuery query) {
        if (name.equals("period")) {
            return query.period().toSeconds() + "s";
        }
        String value = query.dimensions().get(name);
        return value == null ? null : escaped(name, value);
    }

    /** A value stands in a quoted text, which it can't end. */
    private static String escaped(String name, String value) {
        if (value.indexOf('`') >= 0 || value.chars().anyMatch(Character::isISOControl)) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "prometheus: the value of the dimension %s has a backtick or a control character".formatted(name));
        }
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\'");
    }
}
