package io.incidentiq.rollback.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.defaults.PrometheusMetricsSource;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Statistic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus, which holds five minutes of requests and errors that grow evenly within each minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusMetricsSourceContractTest extends MetricsSourceContract {
    private static final Instant START = Instant.parse("2026-02-14T02:00:00Z");
    private static final int[] REQUESTS = {120, 60, 240, 120, 40};
    private static final int[] ERRORS = {12, 0, 24, 60, 40};
    private static final int SCRAPES = 12;
    private static final String ALL = "sum(increase(http_requests_total{service=\"$Service\"}[$period]))";
    private static final String BAD = "sum(increase(http_requests_total{service=\"$Service\",code=~\"5..\"}[$period]))";

    private @Nullable PrometheusServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        String good = samples("payments", "200", i -> REQUESTS[i] - ERRORS[i]);
        String bad = samples("payments", "503", i -> ERRORS[i]);
        String fine = samples("search", "200", i -> REQUESTS[i]);
        server = PrometheusServer.start(
                folder, "# TYPE http_requests counter\n%s%s%s# EOF\n".formatted(good, bad, fine));
    }

    private interface PerMinute {
        int of(int minute);
    }

    /** A counter that is scraped every five seconds. */
    private static String samples(String service, String code, PerMinute growth) {
        var lines = new StringBuilder();
        double value = 1_000;
        for (int i = 0; i <= REQUESTS.length * SCRAPES; i++) {
            lines.append("http_requests_total{service=\"%s\",code=\"%s\"} %s %d%n"
                    .formatted(service, code, value, START.getEpochSecond() + 5L * i));
            value += i < REQUESTS.length * SCRAPES ? growth.of(i / SCRAPES) / (double) SCRAPES : 0;
        }
        return lines.toString();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private PrometheusMetricsSource prometheus() {
        return PrometheusMetricsSource.at(requireNonNull(server).address());
    }

    @Override
    protected MetricsSource source() {
        return prometheus().withCounts("App", "ErrorRate", BAD, ALL);
    }

    @Override
    protected MetricQuery query() {
        return query("payments");
    }

    private static MetricQuery query(String service) {
        return new MetricQuery(
                "App", "ErrorRate", Map.of("Service", service), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    @Override
    protected Instant from() {
        return START;
    }

    @Override
    protected Instant to() {
        return START.plus(Duration.ofMinutes(REQUESTS.length));
    }

    private List<MetricPoint> points(MetricsSource source, String service) {
        MetricQuery query = query(service);
        MetricSeries series =
                requireNonNull(source.read(Set.of(query), from(), to()).get(query));
        assertThat(series.complete()).isTrue();
        return series.points();
    }

    /** A minute off, and every point would have its neighbour's counts. */
    @Test
    void counts_areThoseOfTheirOwnMinute() {
        List<MetricPoint> points = points(source(), "payments");

        assertThat(points).hasSize(REQUESTS.length);
        for (int i = 0; i < REQUESTS.length; i++) {
            Counts counts = requireNonNull(points.get(i).counts());
            assertThat(points.get(i).start()).isEqualTo(START.plusSeconds(60L * i));
            assertThat(counts.total()).as("minute %d", i).isCloseTo(REQUESTS[i], within(0.5));
            assertThat(counts.bad()).as("minute %d", i).isCloseTo(ERRORS[i], within(0.5));
            assertThat(points.get(i).value()).isCloseTo(ERRORS[i] / (double) REQUESTS[i], within(0.01));
        }
    }

    /** No counter of errors was ever there. */
    @Test
    void counts_withoutASeriesOfErrors_areZeroOfAll() {
        assertThat(points(source(), "search"))
                .hasSize(REQUESTS.length)
                .allSatisfy(point -> assertThat(point.value()).isZero());
    }

    @Test
    void ratio_asOneQuery_isABareValue() {
        MetricsSource percent = prometheus().withQuery("App", "ErrorRate", "100 * " + BAD + " / " + ALL);

        assertThat(points(percent, "payments"))
                .hasSize(REQUESTS.length)
                .allSatisfy(point -> assertThat(point.counts()).isNull())
                .last()
                .satisfies(point -> assertThat(point.value()).isCloseTo(100, within(0.5)));
    }

    @Test
    void query_withoutASum_isRefused() {
        MetricsSource many =
                prometheus().withQuery("App", "ErrorRate", "increase(http_requests_total{service=\"$Service\"}[1m])");

        assertThatThrownBy(() -> points(many, "payments")).hasMessageContaining("expected one series, found 2");
    }

    @Test
    void query_thatIsNoPromql_saysWhatPrometheusSays() {
        MetricsSource broken = prometheus().withQuery("App", "ErrorRate", "sum(increase(x[1m])");

        assertThatThrownBy(() -> points(broken, "payments"))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.REJECTED))
                .hasMessageContaining("parse error");
    }
}
