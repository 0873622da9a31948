package io.incidentiq.rollback.internal.settings;

import static io.incidentiq.rollback.internal.planning.Worlds.NOW;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.procedure.Direction.HIGHER_IS_WORSE;
import static io.incidentiq.rollback.procedure.Direction.LOWER_IS_WORSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request over runbook over default, and where each value comes from. */
class SettingsTest {
    private static final Source RUNBOOK = new Source("RB-0007", 12);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Settings settings(UnaryOperator<RollbackRequest> change) {
        return Worlds.badDeploy()
                .request(r -> change.apply(RollbackRequest.of("payments")))
                .settings();
    }

    private static List<String> values(Settings settings) {
        return settings.values().stream()
                .map(v -> "%s = %s (%s)".formatted(v.value().name(), v.value().value(), v.source()))
                .toList();
    }

    /** A runbook of a few values; the others are as usual. */
    private record Book(
            @Nullable MetricTemplate metric,
            Duration window,
            Duration suspectWindow,
            @Nullable Duration expectedTime,
            Checks.Unread unread) {
        static Book reading(@Nullable MetricTemplate metric) {
            return new Book(metric, Duration.ofMinutes(5), Duration.ofHours(6), null, Checks.Unread.NONE);
        }

        static Book reading(String name, Duration period) {
            return reading(new MetricTemplate("App", name, Map.of(), Statistic.AVERAGE, period));
        }

        Settings with(UnaryOperator<RollbackRequest> request) {
            var checks = new Checks(
                    metric == null ? null : new Sourced<>(metric, RUNBOOK),
                    new Sourced<>("https://{service}.example/health", RUNBOOK),
                    new Sourced<>(Duration.ofMinutes(3), RUNBOOK),
                    new Sourced<>(window, RUNBOOK),
                    unread);
            var rule = new ServiceRule("payments", MigrationRisk.LOW, "", expectedTime, null, RUNBOOK);
            var procedure = new RollbackProcedure(
                    new RunbookRef("rollback.md", "RB-0007", "Rollback"),
                    null,
                    checks,
                    new RollbackProcedure.Team(List.of(), List.of(rule), List.of(), null),
                    new Sourced<>(suspectWindow, RUNBOOK),
                    new RollbackProcedure.Script(new ScriptLines(null, null, null, null), List.of()));
            return Settings.of(
                    procedure, request.apply(RollbackRequest.of("payments").withCluster("prod")));
        }

        Settings plain() {
            return with(r -> r);
        }
    }

    private static Settings named(String metric) {
        return Book.reading(metric, MINUTE).plain();
    }

    @Test
    void values_ofRunbookAndDefaults_areAllListedWithTheirSource() {
        assertThat(values(settings(r -> r)))
                .containsExactly(
                        "cluster = prod (RB-0007:1)",
                        "metric = App ErrorRate {Service=payments}, average per 60 s (RB-0007:1)",
                        "worse = HIGHER_IS_WORSE (RB-0007:1)",
                        "healthUrl = https://payments.internal/health (RB-0007:1)",
                        "settle = PT3M (RB-0007:1)",
                        "window = PT5M (default)",
                        "suspectWindow = PT2H (default)",
                        "migrationRisk = LOW (RB-0007:1)",
                        "expectedTime = PT3M (RB-0007:1)",
                        "owner = team-payments (RB-0007:1)",
                        "channel = #incidents (RB-0007:1)",
                        "timeout = PT20M (default)",
                        "leastTimeout = PT8S (default)",
                        "pollInterval = PT2S to PT5S (default)",
                        "metricRange = PT24H (default)",
                        "record = PT1H (default)",
                        "planningLimit = PT1M (default)");
    }

    @Test
    void values_ofARequest_standInPlaceOfTheRunbooks() {
        assertThat(values(settings(r -> r.withCluster("test")
                        .withDimension("Stage", "prod")
                        .withWorse(LOWER_IS_WORSE)
                        .withHealthUrl(URI.create("https://payments.example/health?token=secret"))
                        .withSettle(Duration.ZERO)
                        .withTimeout(Duration.ofMinutes(10))
                        .withPollInterval(Duration.ofSeconds(4))
                        .withIncidentStart(ago(18))
                        .withMaxErrorRate(1.5))))
                .contains(
                        "cluster = test (request)",
                        "dimension = Stage=prod (request)",
                        "worse = LOWER_IS_WORSE (request)",
                        "healthUrl = https://payments.example/health?… (request)",
                        "settle = PT0S (request)",
                        "timeout = PT10M (request)",
                        "leastTimeout = PT9S (default)",
                        "pollInterval = PT4S (request)",
                        "incidentStart = 2026-03-01T11:42:00Z (request)",
                        "maxErrorRate = 1.5 (request)")
                .anyMatch(v -> v.startsWith("metric = App ErrorRate") && v.contains("Stage=prod"));
    }

    @Test
    void values_ofARunbookThatLacksTheOptionalOnes_leaveThemOut() {
        assertThat(values(Book.reading(null).plain()))
                .noneMatch(v ->
                        v.matches("(metric|worse|expectedTime|owner|channel|dimension|incidentStart|maxErrorRate) .*"))
                .contains(
                        "healthUrl = https://payments.example/health (RB-0007:12)", "migrationRisk = LOW (RB-0007:12)");
    }

    @Test
    void of_noClusterAnywhere_isRefused() {
        assertThatThrownBy(() -> new Book(null, MINUTE, MINUTE, null, Checks.Unread.NONE)
                        .with(r -> RollbackRequest.of("payments")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no cluster: runbook RB-0007 names none, and neither does the request; name it in the request");
    }

    @Test
    void of_suspectWindowOfMoreThanNinetyDays_isRefused() {
        Duration ninety = Duration.ofDays(90);
        var longest = new Book(null, MINUTE, ninety, null, Checks.Unread.NONE);
        var tooLong = new Book(null, MINUTE, ninety.plusSeconds(1), null, Checks.Unread.NONE);

        assertThat(longest.plain().suspectWindow().value()).isEqualTo(ninety);
        assertThatThrownBy(tooLong::plain)
                .hasMessageContaining("RB-0007:12: expected a suspect window of at most PT2160H");
    }

    @Test
    void of_expectedTimeOfMoreThanADay_isRefused() {
        var tooLong = new Book(null, MINUTE, MINUTE, Duration.ofHours(25), Checks.Unread.NONE);

        assertThatThrownBy(tooLong::plain).hasMessageContaining("expected time of at most PT24H, found PT25H");
    }

    @Test
    void at_aPlace_keepsAllElse() {
        Settings there = settings(r -> r).at(Place.unknown().withAccount("111122223333"));

        assertThat(there.place().account()).contains("111122223333");
        assertThat(values(there)).isEqualTo(values(settings(r -> r)));
    }

    @Test
    void worse_nothingSaid_isByTheMetricsName() {
        Sourced<Direction> worse = named("SuccessRate").worse();

        assertThat(worse).isEqualTo(new Sourced<>(LOWER_IS_WORSE, RUNBOOK));
    }

    @Test
    void worse_noMetric_isHigherByDefault() {
        assertThat(Book.reading(null).plain().worse()).isEqualTo(Sourced.byDefault(HIGHER_IS_WORSE));
    }

    private static Sourced<Direction> worseByAlarm(String namespace, String metric, String service) {
        var watched = new Incident.Metric(namespace, metric, Map.of("Service", service));
        var alarm = Incident.of("payments-5xx").withMetric(watched).withWorse(LOWER_IS_WORSE);
        return settings(r -> r.withIncident(alarm)).worse();
    }

    @Test
    void worse_alarmOfTheSameMetric_isTheAlarms() {
        assertThat(worseByAlarm("App", "ErrorRate", "payments"))
                .isEqualTo(new Sourced<>(LOWER_IS_WORSE, new Source("alarm payments-5xx", null)));
    }

    @ParameterizedTest
    @CsvSource({"Other, ErrorRate, payments", "App, Errors, payments", "App, ErrorRate, orders"})
    void worse_alarmOfAnotherMetric_doesNotCount(String namespace, String metric, String service) {
        assertThat(worseByAlarm(namespace, metric, service).value()).isEqualTo(HIGHER_IS_WORSE);
    }

    @Test
    void worse_requestAndAlarmDiffer_isTheRequests() {
        var alarm = Incident.of("payments-5xx").withWorse(LOWER_IS_WORSE);

        assertThat(settings(r -> r.withIncident(alarm).withWorse(HIGHER_IS_WORSE))
                        .worse())
                .isEqualTo(Sourced.byRequest(HIGHER_IS_WORSE));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "ErrorRate, 0.5, 1",
        "ErrorRate, 1, 1",
        "ErrorRate, 1.5, 100",
        "Availability, 100, 100",
        "SUCCESS_RATIO, 0.99, 1",
        "ErrorRate, 101, none",
        "ErrorRate, -1, none",
        "Latency, 0.5, none"
    })
    void wholeOfShare_byNameAndValues_isOneOrAHundredOrNone(String metric, double value, String whole) {
        var found = named(metric).wholeOfShare(Sample.of(HIGHER_IS_WORSE, 0.1, value));

        assertThat(found.isPresent() ? String.valueOf((int) found.getAsDouble()) : "none")
                .isEqualTo(whole);
    }

    @Test
    void wholeOfShare_withoutAMetric_isNone() {
        assertThat(Book.reading(null).plain().wholeOfShare(Sample.of(HIGHER_IS_WORSE, 0.5)))
                .isEmpty();
    }

    @Test
    void healthUrl_ofADrill_standsInForTheRunbooks() {
        URI drilled = URI.create("http://localhost:8080/health");
        var drill = new RollbackRequest.Drill("bad-deploy", 1, null, drilled);

        assertThat(settings(r -> r.withDrill(drill)).healthUrl()).contains(new Sourced<>(drilled, Source.DRILL));
    }

    @Test
    void unread_checksOfTheRunbook_areToldWithTheirLine() {
        var metric = new Sourced<>("--statistics p99", RUNBOOK);
        var health = new Sourced<>("a second health check", RUNBOOK);
        var book = new Book(null, MINUTE, MINUTE, null, new Checks.Unread(metric, health));

        assertThat(book.plain().unreadMetric()).contains(metric);
        assertThat(book.plain().unreadHealth()).contains(health);
        assertThat(book.with(r -> r.withHealthUrl(URI.create("https://payments.example/health")))
                        .unreadHealth())
                .isEmpty();
    }

    @Test
    void window_shorterThanFivePeriods_isFivePeriodsByTheMetricsLine() {
        assertThat(Book.reading("ErrorRate", Duration.ofMinutes(5)).plain().window())
                .isEqualTo(new Sourced<>(Duration.ofMinutes(25), RUNBOOK));
    }

    @Test
    void window_shorterThanFiveMinutesWithoutAMetric_isFiveMinutesByDefault() {
        var book = new Book(null, MINUTE, MINUTE, null, Checks.Unread.NONE);

        assertThat(book.plain().window()).isEqualTo(Sourced.byDefault(Duration.ofMinutes(5)));
    }

    @Test
    void window_exactlyFivePeriods_isTheRunbooks() {
        assertThat(Book.reading("ErrorRate", MINUTE).plain().window())
                .isEqualTo(new Sourced<>(Duration.ofMinutes(5), RUNBOOK));
    }

    private static Duration startSpan(Duration alarmed) {
        return settings(r -> r.withIncident(Incident.of("payments-5xx").withStart(ago(20), alarmed)))
                .startSpan();
    }

    @Test
    void startSpan_ofAnAlarm_isItsOwnWhereThatIsLongerThanAPeriod() {
        assertThat(startSpan(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(startSpan(Duration.ofSeconds(10))).isEqualTo(MINUTE);
    }

    @Test
    void metricFrom_incidentOfTheLastDay_isADayAgo() {
        assertThat(settings(r -> r.withIncidentStart(ago(18))).metricFrom(NOW)).isEqualTo(ago(24 * 60));
    }

    @Test
    void metricFrom_olderIncident_isAWindowAndAnHourBeforeIt() {
        Instant start = ago(23 * 60);

        assertThat(settings(r -> r.withIncidentStart(start)).metricFrom(NOW))
                .isEqualTo(start.minus(Duration.ofHours(3)));
    }
}
