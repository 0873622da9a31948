package io.incidentiq.rollback.defaults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import io.incidentiq.rollback.port.Statistic;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Prometheus, and what becomes of its answers; the test of the contract meets a real one. */
class PrometheusMetricsSourceTest {
    private static final Instant FROM = Instant.parse("2026-02-14T02:00:00Z");
    private static final Instant TO = FROM.plusSeconds(180);
    private static final long AT = FROM.getEpochSecond();
    private static final MetricQuery RATE = query("ErrorRate", Map.of("Service", "payments"));

    private final PrometheusStub server = new PrometheusStub();
    private final PrometheusMetricsSource source = PrometheusMetricsSource.at(
                    server.uri("/prometheus/"), () -> FROM.plusSeconds(86_400))
            .withQuery("App", "ErrorRate", "rate{service=\"$Service\"}[$period]");

    PrometheusMetricsSourceTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private static MetricQuery query(String name, Map<String, String> dimensions) {
        return new MetricQuery("App", name, dimensions, Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    private static MetricSeries read(PrometheusMetricsSource asked, MetricQuery query) {
        return requireNonNull(asked.read(Set.of(query), FROM, TO).get(query));
    }

    private MetricSeries read() {
        return read(source, RATE);
    }

    private static MetricPoint point(int minute, double value) {
        return new MetricPoint(FROM.plusSeconds(60L * minute), value);
    }

    private void assertRefused(Kind kind, String message) {
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.mayHaveHappened()).isFalse();
                })
                .hasMessageContaining(message);
    }

    /** The value of 02:00 to 02:01 is computed at 02:01, from what lies before. */
    @Test
    void read_period_isTheValueAtItsEnd() {
        server.answers(PrometheusStub.series(AT + 60, "0.5", AT + 120, "0.25", AT + 180, "1"));

        assertThat(read()).isEqualTo(new MetricSeries(List.of(point(0, 0.5), point(1, 0.25), point(2, 1)), true));
        assertThat(server.path()).isEqualTo("/prometheus/api/v1/query_range");
        assertThat(server.form())
                .containsEntry("start", "2026-02-14T02:01:00Z")
                .containsEntry("end", "2026-02-14T02:03:00Z")
                .containsEntry("step", "60");
    }

    @Test
    void read_periodThatIsNotOver_isNotAskedFor() {
        server.answers(PrometheusStub.series(AT + 60, "0.5", AT + 120, "0.25"));
        var now = PrometheusMetricsSource.at(server.uri(""), () -> FROM.plusSeconds(130))
                .withQuery("App", "ErrorRate", "rate");

        assertThat(read(now, RATE).points()).containsExactly(point(0, 0.5), point(1, 0.25));
        assertThat(server.form()).containsEntry("end", "2026-02-14T02:02:10Z");
    }

    @Test
    void read_noPeriodIsOver_asksNothing() {
        var early = PrometheusMetricsSource.at(server.uri(""), () -> FROM.plusSeconds(59))
                .withQuery("App", "ErrorRate", "rate");

        assertThat(read(early, RATE)).isEqualTo(MetricSeries.EMPTY);
        assertThat(server.asked()).isZero();
    }

    @Test
    void read_dimensions_standInTheirPlaces() {
        server.answers(PrometheusStub.NOTHING);

        read(source, query("ErrorRate", Map.of("Service", "pay\"ments\\' or up{x=\"$period")));

        assertThat(server.form())
                .containsEntry("query", "rate{service=\"pay\\\"ments\\\\\\' or up{x=\\\"$period\"}[60s]");
    }

    @Test
    void read_bracedPlaceAndAnchor_areToldApart() {
        server.answers(PrometheusStub.NOTHING);
        var regex = source.withQuery("App", "ErrorRate", "x{job=\"${Service.Name}-web\",code=~\"5..$\"}");

        read(regex, query("ErrorRate", Map.of("Service.Name", "pay")));

        assertThat(server.form()).containsEntry("query", "x{job=\"pay-web\",code=~\"5..$\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a`b", "a\nb"})
    void trap_valueThatEndsARawText_isRefused(String value) {
        assertThatThrownBy(() -> read(source, query("ErrorRate", Map.of("Service", value))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("dimension Service");
        assertThat(server.asked()).isZero();
    }

    @Test
    void read_metricWithoutAQueryOrADimension_hasNoPoints() {
        var unknown = query("Other", Map.of());
        var lacking = query("ErrorRate", Map.of("Stage", "live"));

        assertThat(source.read(Set.of(unknown, lacking), FROM, TO))
                .isEqualTo(Map.of(unknown, MetricSeries.EMPTY, lacking, MetricSeries.EMPTY));
        assertThat(server.asked()).isZero();
    }

    @Test
    void counts_areBadAndAllEventsOfThePeriod() {
        server.answers("bad", PrometheusStub.series(AT + 60, "3", AT + 180, "50.1"));
        server.answers("all", PrometheusStub.series(AT + 60, "120", AT + 120, "100", AT + 180, "50"));
        var counting = source.withCounts("App", "ErrorRate", "bad", "all");

        assertThat(read(counting, RATE))
                .isEqualTo(new MetricSeries(
                        List.of(
                                MetricPoint.of(FROM, new Counts(3, 120)),
                                MetricPoint.of(FROM.plusSeconds(60), new Counts(0, 100)),
                                MetricPoint.of(FROM.plusSeconds(120), new Counts(50, 50))),
                        true));
    }

    @Test
    void counts_withoutAnyEvent_haveNoPoint() {
        server.answers("bad", PrometheusStub.series(AT + 60, "3"));
        server.answers("all", PrometheusStub.series(AT + 120, "0"));

        assertThat(read(source.withCounts("App", "ErrorRate", "bad", "all"), RATE))
                .isEqualTo(MetricSeries.EMPTY);
    }

    /** Without the bad ones a missing value would look like none. */
    @Test
    void trap_countsOfAPartialAnswer_areIncomplete() {
        server.answers("bad", PrometheusStub.NOTHING.replace("{\"status\"", "{\"warnings\":[\"no store\"],\"status\""));
        server.answers("all", PrometheusStub.series(AT + 60, "120"));

        assertThat(read(source.withCounts("App", "ErrorRate", "bad", "all"), RATE)
                        .complete())
                .isFalse();
    }

    @Test
    void read_warning_isIncompleteAndAnInfoIsNot() {
        String one = PrometheusStub.series(AT + 60, "1");
        server.answers(one.replace("{\"status\"", "{\"warnings\":[\"store 2 did not answer\"],\"status\""));
        assertThat(read().complete()).isFalse();

        server.answers(one.replace("{\"status\"", "{\"infos\":[\"might not be a counter\"],\"status\""));
        assertThat(read().complete()).isTrue();
    }

    @Test
    void read_notANumber_isMissing() {
        server.answers(PrometheusStub.series(AT + 60, "NaN", AT + 120, "+Inf", AT + 180, "1e-2"));

        assertThat(read().points()).containsExactly(point(2, 0.01));
    }

    @Test
    void read_instantsBesideTheEdges_areLeftOut() {
        server.answers(PrometheusStub.series(AT, "1", AT + 90, "2", AT + 120, "3"));

        assertThat(read().points()).containsExactly(point(1, 3));
    }

    @Test
    void read_severalSeries_saysToSum() {
        String one = PrometheusStub.series(AT + 60, "1");
        server.answers(one.replace("[{", "[{\"metric\":{\"pod\":\"a\"},\"values\":[]},{"));

        assertRefused(Kind.REJECTED, "expected one series, found 2; put sum(…) around the query");
    }

    @ParameterizedTest
    @CsvSource({
        "401, DENIED",
        "403, DENIED",
        "404, NOT_FOUND",
        "429, THROTTLED",
        "302, REJECTED",
        "400, REJECTED",
        "422, REJECTED",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void read_status_isOfItsKind(int status, Kind kind) {
        server.answers(status, "<html>secret of a proxy</html>");

        assertRefused(kind, "expected 2xx, found " + status);
        assertThatThrownBy(this::read).hasMessageNotContaining("secret");
    }

    @Test
    void read_queryRefused_saysWhatPrometheusSays() {
        server.answers(
                400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error:\\u001b[2J unclosed\"}");

        assertRefused(Kind.REJECTED, "found 400: parse error:\\u001b[2J unclosed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Log in</html>",
                "{}",
                "[]",
                "{\"status\":\"success\"}",
                "{\"status\":\"error\",\"error\":\"x\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":{}}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1]]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,\"x\"]]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,1"
            })
    void trap_answerOfSomethingElse_isNoMeasurement(String body) {
        server.answers(body);

        assertRefused(Kind.UNAVAILABLE, "prometheus: not its answer: expected ");
    }

    @Test
    void trap_hangsBeforeItsAnswer_endsWithinTheDeadline() {
        server.hangs();

        assertSlow();
    }

    /** The JDK's own time limit ends with the headers. */
    @Test
    void trap_hangsWithinItsAnswer_endsWithinTheDeadline() {
        server.hangsWithin();

        assertSlow();
    }

    private void assertSlow() {
        var hasty = source.withDeadline(Duration.ofMillis(300));

        assertThatThrownBy(() -> read(hasty, RATE))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("expected an answer within 300 ms, found none");
    }

    @Test
    void trap_endlessAnswer_isGivenUp() {
        server.answersWithoutEnd();

        assertRefused(Kind.UNAVAILABLE, "expected an answer of at most 16 MB, found more");
    }

    @Test
    void read_connectionLost_isUnavailable() {
        server.drops();

        assertRefused(Kind.UNAVAILABLE, "no answer: connection lost");
    }

    @Test
    void read_nobodyListens_isUnreachable() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var nobody = PrometheusMetricsSource.at(URI.create("http://127.0.0.1:" + port), () -> TO)
                .withQuery("App", "ErrorRate", "rate");

        assertThatThrownBy(() -> read(nobody, RATE))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.isUnreachable()).isTrue());
    }

    @Test
    void read_interrupted_saysSoAndKeepsTheFlag() {
        server.hangs();
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::read).isInstanceOf(ProviderException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void headers_areAskedForAnewEachTime() {
        server.answers(PrometheusStub.NOTHING);
        var tokens = List.of("first", "second").iterator();
        var bearer = source.withBearerToken(tokens::next).withHeader("X-Scope-OrgID", () -> "team");

        read(bearer, RATE);
        assertThat(server.header("Authorization")).isEqualTo("Bearer first");
        assertThat(server.header("X-Scope-OrgID")).isEqualTo("team");
        read(bearer, RATE);
        assertThat(server.header("Authorization")).isEqualTo("Bearer second");
        read(source.withBasicAuth("iq", () -> "pä:ss"), RATE);
        assertThat(server.header("Authorization")).isEqualTo("Basic aXE6cMOkOnNz");
    }

    @Test
    void trap_secretThatIsNoHeader_isInNoMessage() {
        var broken = source.withBearerToken(() -> "s3cret\nX: y");

        assertThatThrownBy(() -> read(broken, RATE))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x",
                "prometheus:9090",
                "/api",
                "http://user:pass@host",
                "http://host/?a=b",
                "http://host/#x"
            })
    void at_whatIsNoAddress_isRefusedWithoutShowingIt(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusMetricsSource.at(URI.create(address)))
                .withMessageContaining("prometheus address")
                .withMessageNotContaining("pass@");
    }
}
