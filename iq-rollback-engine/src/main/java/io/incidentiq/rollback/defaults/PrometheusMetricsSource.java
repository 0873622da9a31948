package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ProviderException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Metrics of a server with Prometheus's HTTP API: Prometheus, Thanos, Mimir, VictoriaMetrics. A runbook names a metric by namespace and
 * name; PromQL of yours says what is asked for it. {@code $Name} in it stands for the value of the metric's dimension {@code Name}, and
 * belongs into quotes; {@code $period} for the metric's period, such as {@code 60s}.
 *
 * <pre>{@code
 * MetricsSource metrics = PrometheusMetricsSource.at(URI.create("https://prometheus.example"))
 *         .withCounts("App", "ErrorRate",
 *                 "sum(increase(http_requests_total{service=\"$Service\",code=~\"5..\"}[$period]))",
 *                 "sum(increase(http_requests_total{service=\"$Service\"}[$period]))");
 * }</pre>
 *
 * <p>Prometheus computes a value at an instant from what lies before it, so a period's value is the one at its end; a period that is
 * not over has no point. A query must give one series: aggregate with {@code sum}. NaN and infinity count as missing. A series is
 * incomplete if the server warns, as Thanos does of a store that did not answer. A metric that has no query here, or lacks a dimension
 * that its query names, has no points.
 *
 * <p>Redirects are not followed. Thread-safe; its HTTP client is made by the first read and has nothing to close.
 */
public final class PrometheusMetricsSource implements MetricsSource {
    private final PrometheusApi api;
    private final InstantSource clock;
    private final Map<Name, Promql> known;

    private record Name(String namespace, String name) {
        static Name of(MetricQuery query) {
            return new Name(query.namespace(), query.name());
        }
    }

    private PrometheusMetricsSource(PrometheusApi api, InstantSource clock, Map<Name, Promql> known) {
        this.api = api;
        this.clock = clock;
        this.known = Map.copyOf(known);
    }

    /**
     * Returns a source that asks {@code address}{@code /api/v1/query_range} and waits 10 s at most; it knows no metric yet.
     *
     * @param address such as {@code http://prometheus:9090} or {@code https://mimir.example/prometheus}
     * @throws IllegalArgumentException if {@code address} isn't an absolute http or https address, or has a user, query or fragment
     */
    public static PrometheusMetricsSource at(URI address) {
        return at(address, InstantSource.system());
    }

    static PrometheusMetricsSource at(URI address, InstantSource clock) {
        return new PrometheusMetricsSource(
                PrometheusApi.at(Objects.requireNonNull(address, "address")), clock, Map.of());
    }

    /** Returns a copy that asks {@code promql} for a metric. Its points are bare values: nothing is known of the events behind them. */
    public PrometheusMetricsSource withQuery(String namespace, String name, String promql) {
        return knowing(namespace, name, Promql.value(Objects.requireNonNull(promql, "promql")));
    }

    /**
     * Returns a copy that asks two queries for a metric, each of which counts events in a period by {@code increase(…[$period])}. Its
     * points have both counts, and the share of bad events as their value, 0 to 1. Where {@code total} has a value and {@code bad} has
     * none, nothing was bad. A period without any event has no point.
     *
     * @param bad counts the events that failed; Prometheus does not see the first event of a counter that didn't exist before, so let
     *     counters begin at 0
     * @param total counts all events
     */
    public PrometheusMetricsSource withCounts(String namespace, String name, String bad, String total) {
        return knowing(
                namespace,
                name,
                Promql.counts(Objects.requireNonNull(bad, "bad"), Objects.requireNonNull(total, "total")));
    }

    private PrometheusMetricsSource knowing(String namespace, String name, Promql promql) {
        var more = new HashMap<>(known);
        more.put(
                new Name(Objects.requireNonNull(namespace, "namespace"), Objects.requireNonNull(name, "name")), promql);
        return new PrometheusMetricsSource(api, clock, more);
    }

    private PrometheusMetricsSource with(PrometheusApi changed) {
        return new PrometheusMetricsSource(changed, clock, known);
    }

    /** Returns a copy that sends {@code Authorization: Bearer} with what {@code token} returns, asked anew for each request. */
    public PrometheusMetricsSource withBearerToken(Supplier<String> token) {
        Objects.requireNonNull(token, "token");
        return withHeader("Authorization", () -> "Bearer " + token.get());
    }

    /** Returns a copy that sends basic authentication with what {@code password} returns, asked anew for each request. */
    public PrometheusMetricsSource withBasicAuth(String user, Supplier<String> password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return withHeader(
                "Authorization",
                () -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + password.get()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a copy that sends one more header, such as {@code X-Scope-OrgID}. No message ever shows its value. */
    public PrometheusMetricsSource withHeader(String name, Supplier<String> value) {
        return with(api.withHeader(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value")));
    }

    /**
     * Returns a copy with another deadline for a whole read; the default is 10 s.
     *
     * @throws IllegalArgumentException if {@code deadline} isn't positive, or more than an hour
     */
    public PrometheusMetricsSource withDeadline(Duration deadline) {
        StatusClient.requirePositive(deadline);
        return with(api.withDeadline(deadline));
    }

    /** Returns a copy whose HTTP client runs its tasks on {@code executor}; the default is threads of its own. */
    public PrometheusMetricsSource withExecutor(Executor executor) {
        return with(api.withExecutor(Objects.requireNonNull(executor, "executor")));
    }

    /**
     * Reads as the port says; all queries are sent at the same time.
     *
     * @throws ProviderException {@code DENIED} on 401 and 403, {@code NOT_FOUND} on 404, {@code THROTTLED} on 429, {@code REJECTED} on
     *     other 4xx, on redirects, and where a query gives several series; {@code UNAVAILABLE} on 5xx, on what isn't Prometheus's JSON,
     *     and where no answer came
     */
    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
        var asked = new ArrayList<Asked>();
        for (MetricQuery query : queries) {
            Optional<Promql> promql = Optional.ofNullable(known.get(Name.of(query)))
                    .flatMap(template -> template.filled(query))
                    .filter(p -> hasEnded(query, from, to));
            promql.ifPresentOrElse(p -> asked.add(new Asked(query, p)), () -> answers.put(query, MetricSeries.EMPTY));
        }
        List<PrometheusApi.Answer> read = api.ask(asked.stream()
                .flatMap(a -> a.promql.texts().stream().map(text -> range(a.query, text, from, to)))
                .toList());
        int next = 0;
        for (Asked one : asked) {
            int size = one.promql.texts().size();
            answers.put(one.query, one.series(read.subList(next, next + size), from));
            next += size;
        }
        return answers;
    }

    private boolean hasEnded(MetricQuery query, Instant from, Instant to) {
        Instant end = from.plus(query.period());
        return from.isBefore(to) && !end.isAfter(to) && !end.isAfter(clock.instant());
    }

    private PrometheusApi.Range range(MetricQuery query, String promql, Instant from, Instant to) {
        Instant now = clock.instant();
        return new PrometheusApi.Range(promql, from.plus(query.period()), to.isBefore(now) ? to : now, query.period());
    }

    private record Asked(MetricQuery query, Promql promql) {
        MetricSeries series(List<PrometheusApi.Answer> answers, Instant from) {
            boolean complete = answers.stream().allMatch(PrometheusApi.Answer::complete);
            var total = starts(answers.get(answers.size() - 1), from);
            var bad = starts(answers.get(0), from);
            var points = new ArrayList<MetricPoint>();
            total.forEach((start, value) -> {
                if (answers.size() == 1) {
                    points.add(new MetricPoint(start, value));
                } else if (value > 0) {
                    points.add(MetricPoint.of(start, counts(bad.getOrDefault(start, 0.0), value)));
                }
            });
            return new MetricSeries(points, complete);
        }

        /** Both are extrapolated, each on its own, so that the part may come out as a little more than the whole. */
        private static Counts counts(double bad, double total) {
            return new Counts(Math.min(Math.max(bad, 0), total), total);
        }

        /** Returns the values by the start of their period, which ends where Prometheus computed them. */
        private Map<Instant, Double> starts(PrometheusApi.Answer answer, Instant from) {
            var starts = new TreeMap<Instant, Double>();
            answer.values().forEach((at, value) -> {
                Instant start = at.minus(query.period());
                long offset = Duration.between(from, start).toMillis();
                if (offset >= 0 && offset % query.period().toMillis() == 0) {
                    starts.put(start, value);
                }
            });
            return starts;
        }
    }
}
