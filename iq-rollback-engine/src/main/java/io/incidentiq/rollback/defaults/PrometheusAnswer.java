package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.internal.format.JsonValue;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what Prometheus answers, or says why it can't be used. */
final class PrometheusAnswer {
    private static final int LONGEST_REASON = 300;

    private PrometheusAnswer() {}

    /** @throws ProviderException unless it is Prometheus's answer with at most one series */
    static PrometheusApi.Answer of(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status < 200 || status >= 300) {
            throw ProviderException.of(
                    kind(status), "prometheus: expected 2xx, found %d%s".formatted(status, reason(body)));
        }
        JsonValue answer;
        try {
            answer = JsonValue.parse(body);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage())).causedBy(e);
        }
        if (!answer.at("status").text().equals(Optional.of("success"))) {
            throw malformed("expected the status success, found another" + reason(body));
        }
        return new PrometheusApi.Answer(
                values(answer.at("data")), answer.at("warnings").elements().isEmpty());
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> Kind.THROTTLED;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REJECTED;
        };
    }

    /** Returns what Prometheus itself says is wrong, such as of a query's syntax; nothing of a proxy's page. */
    private static String reason(String body) {
        try {
            return JsonValue.parse(body)
                    .at("error")
                    .text()
                    .map(VisibleText::line)
                    .map(text -> ": " + text.substring(0, Math.min(text.length(), LONGEST_REASON)))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static ProviderException malformed(String what) {
        return ProviderException.of(Kind.UNAVAILABLE, "prometheus: not its answer: " + what);
    }

    private static Map<Instant, Double> values(JsonValue data) {
        JsonValue result = data.at("result");
        if (!data.at("resultType").text().equals(Optional.of("matrix")) || !result.isArray()) {
            throw malformed("expected a matrix, found something else");
        }
        List<JsonValue> series = result.elements();
        if (series.size() > 1) {
            throw ProviderException.of(
                    Kind.REJECTED,
                    "prometheus: expected one series, found %d; put sum(…) around the query".formatted(series.size()));
        }
        var values = new TreeMap<Instant, Double>();
        for (JsonValue one : series) {
            one.at("values").elements().forEach(pair -> put(pair.elements(), values));
        }
        return values;
    }

    private static void put(List<JsonValue> pair, Map<Instant, Double> values) {
        Optional<Double> at = pair.size() == 2 ? pair.get(0).number() : Optional.empty();
        Optional<String> text = pair.size() == 2 ? pair.get(1).text() : Optional.empty();
        if (at.isEmpty() || text.isEmpty()) {
            throw malformed("expected pairs of time and value, found something else");
        }
        double value = number(text.get());
        if (Double.isFinite(value)) {
            values.put(Instant.ofEpochMilli(Math.round(at.get() * 1000)), value);
        }
    }

    private static double number(String text) {
        if (text.endsWith("Inf")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw malformed("expected a number as a value, found something else");
        }
    }
}
