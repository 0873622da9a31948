package io.incidentiq.rollback.internal.settings;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.NamedValue;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.fact.FailedShare;
import io.incidentiq.rollback.internal.fact.Measure;
import io.incidentiq.rollback.internal.fact.SeriesMeasure;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.ShareUnit;
import io.incidentiq.rollback.internal.verdict.Looks;
import io.incidentiq.rollback.internal.verdict.Recovery;
import io.incidentiq.rollback.internal.verdict.Traffic;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Request over runbook over default: every value that one rollback works with, and where it comes from. */
public final class Settings {
    /** How long {@code plan} may take in all. */
    public static final Duration PLANNING_LIMIT = Defaults.PLANNING_LIMIT.duration();

    /** The longest suspect window: no platform's history that this engine reads reaches further back. */
    static final Duration LONGEST_SUSPECT_WINDOW = Defaults.LONGEST_SUSPECT_WINDOW.duration();

    private static final String ERROR_RATE = "error rate";

    /** How much of a fault may be left in what is called back. */
    public static final double LEFT_OF_A_FAULT = Defaults.LEFT_OF_A_FAULT.share();

    /** How far back a revision's record reaches. */
    public static final Duration RECORD = Defaults.RECORD.duration();

    /** How far back the metric is read. */
    public static final Duration METRIC_RANGE = Defaults.METRIC_RANGE.duration();

    /** No window lasts longer, whatever it would take to tell. */
    public static final Duration LONGEST_WINDOW = Defaults.LONGEST_WINDOW.duration();

    /** How long the target may take to take over, unless the request says otherwise. */
    static final Duration TIMEOUT = Defaults.TIMEOUT.duration();

    private static final Duration FIRST_POLL = Defaults.FIRST_POLL.duration();
    private static final Duration LAST_POLL = Defaults.LAST_POLL.duration();

    private final RollbackProcedure procedure;
    private final RollbackRequest request;
    private final ServiceId service;
    private final Place place;
    private final @Nullable MetricQuery metric;
    private final @Nullable Measure measure;
    private final Sourced<Direction> worse;

    private Settings(
            RollbackProcedure procedure,
            RollbackRequest request,
            ServiceId service,
            Place place,
            @Nullable Measure measure) {
        this.procedure = procedure;
        this.request = request;
        this.service = service;
        this.place = place;
        this.metric = metricTemplate().map(t -> t.value().of(service)).orElse(null);
        this.measure = measure != null ? measure : runbooks();
        this.worse = direction();
    }

    /**
     * Combines a procedure with a request.
     *
     * @throws IllegalArgumentException if neither names a cluster, the service's or the cluster's name has characters that names don't
     *     have, or the runbook has a settle time, a window or an expected time of more than 24 hours, or a suspect window of more than 90
     *     days
     */
    public static Settings of(RollbackProcedure procedure, RollbackRequest request) {
        String cluster = request.cluster()
                .or(() -> procedure.cluster().map(Sourced::value))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no cluster: runbook %s names none, and neither does the request; name it in the request"
                                .formatted(procedure.runbook().id())));
        var settings =
                new Settings(procedure, request, new ServiceId(cluster, request.service()), Place.unknown(), null);
        atMost(RollbackRequest.LONGEST_WAIT, "settle", settings.settle());
        atMost(RollbackRequest.LONGEST_WAIT, "window", settings.window());
        atMost(LONGEST_SUSPECT_WINDOW, "suspect window", settings.suspectWindow());
        Sourced<Duration> expected = settings.expectedTime();
        if (expected != null) {
            atMost(RollbackRequest.LONGEST_WAIT, "expected time", expected);
        }
        return settings;
    }

    private @Nullable Sourced<Duration> expectedTime() {
        ServiceRule rule = rule().orElse(null);
        Duration time = rule == null ? null : rule.expectedTime();
        return rule == null || time == null ? null : new Sourced<>(time, rule.source());
    }

    private static void atMost(Duration limit, String name, Sourced<Duration> value) {
        if (value.value().compareTo(limit) > 0) {
            throw new IllegalArgumentException(
                    "%s: expected a %s of at most %s, found %s".formatted(value.source(), name, limit, value.value()));
        }
    }

    /** Returns what the runbook itself judges by; null where it reads no metric. */
    private @Nullable Measure runbooks() {
        Sourced<MetricTemplate> template = metricTemplate().orElse(null);
        MetricTemplate.Ratio ratio = template == null ? null : template.value().ratio();
        if (template != null && ratio != null) {
            return new FailedShare(
                    List.of(template.value()
                            .counts(service, template.source().toString())
                            .orElseThrow()),
                    ratio.factor());
        }
        return metric == null ? null : new SeriesMeasure(metric);
    }

    /** Returns a copy for the platform at {@code place}. */
    public Settings at(Place place) {
        return new Settings(procedure, request, service, place, measure);
    }

    /** Returns a copy that judges by {@code other}. */
    public Settings measuredBy(Measure other) {
        return new Settings(procedure, request, service, place, other);
    }

    /** Returns where the platform is asked, as it is configured; {@link RollbackPlan#place} holds what the platform told, too. */
    public Place place() {
        return place;
    }

    public RollbackProcedure procedure() {
        return procedure;
    }

    public RollbackRequest request() {
        return request;
    }

    public ServiceId service() {
        return service;
    }

    public Sourced<String> cluster() {
        return request.cluster().map(Sourced::byRequest).or(procedure::cluster).orElseThrow();
    }

    /** Returns what the measure showed in some periods, with the events behind it where they are known. */
    public Sample sample(List<MetricPoint> points) {
        return unit().map(u -> Sample.of(points, u)).orElseGet(() -> Sample.of(points, worse.value()));
    }

    /** Returns how the measure writes a share of bad events; empty where the events behind it aren't known. */
    public Optional<ShareUnit> unit() {
        OptionalDouble whole = measure().map(Measure::unit).orElse(OptionalDouble.empty());
        return whole.isPresent() ? Optional.of(new ShareUnit(whole.getAsDouble(), worse.value())) : Optional.empty();
    }

    /** Returns the test that judges by events, with the request's limit; without events, it has no say. */
    public Recovery recovery(Sample baseline, Sample incident) {
        Recovery recovery = Recovery.of(
                        baseline.traffic().orElse(Traffic.none()),
                        incident.traffic().orElse(Traffic.none()))
                .withLooks(looks());
        return unit().flatMap(u -> request.maxErrorRate().map(u::share))
                .map(recovery::withMaxErrorRate)
                .orElse(recovery);
    }

    /** Returns after how many periods a window is judged by events; none where five periods take longer than 30 minutes. */
    public Looks looks() {
        return Looks.between((int) window().value().dividedBy(period()), (int) LONGEST_WINDOW.dividedBy(period()));
    }

    /** Returns whether the platform's counts are judged that nobody asked for: they are no check of the runbook. */
    public boolean impliesMeasure() {
        return measure instanceof FailedShare failed && !failed.equals(runbooks());
    }

    /** Returns the runbook's own metric; empty where it reads none. */
    public Optional<MetricQuery> metric() {
        return Optional.ofNullable(metric);
    }

    /** Returns what the service is judged by: the runbook's metric, or the requests that the platform counts; empty without both. */
    public Optional<Measure> measure() {
        return Optional.ofNullable(measure);
    }

    private Optional<Sourced<MetricTemplate>> metricTemplate() {
        Map<String, String> more = request.dimensions();
        return Optional.ofNullable(procedure.checks().metric())
                .map(t -> more.isEmpty() ? t : new Sourced<>(t.value().withDimensions(more), t.source()));
    }

    /** Returns the measure's period; a minute where there is none. */
    public Duration period() {
        return measure().map(Measure::period).orElse(Duration.ofMinutes(1));
    }

    /**
     * Returns the side on which the metric gets worse: the request's, else the alarm's where it watches this metric, else what the words
     * of the metric's name say.
     */
    public Sourced<Direction> worse() {
        return worse;
    }

    private Sourced<Direction> direction() {
        if (measure instanceof FailedShare failed) {
            return new Sourced<>(Direction.HIGHER_IS_WORSE, sourceOf(failed));
        }
        Optional<Sourced<Direction>> said = request.worse().map(Sourced::byRequest);
        return said.or(this::worseByAlarm)
                .or(() -> metricTemplate()
                        .map(t ->
                                new Sourced<>(Direction.ofMetricNamed(t.value().name()), t.source())))
                .orElse(Sourced.byDefault(Direction.HIGHER_IS_WORSE));
    }

    private static Source sourceOf(FailedShare failed) {
        return new Source(failed.counts().stream().map(RequestCounts::source).collect(Collectors.joining(", ")), null);
    }

    private Optional<Sourced<Direction>> worseByAlarm() {
        return request.incident()
                .filter(i -> i.metric().filter(this::isJudged).isPresent())
                .flatMap(i -> i.worse().map(w -> new Sourced<>(w, new Source("alarm " + i.alarm(), null))));
    }

    /** Returns whether an alarm's metric is the one that the runbook judges by. */
    private boolean isJudged(Incident.Metric watched) {
        return metric().filter(m -> m.namespace().equals(watched.namespace())
                        && m.name().equals(watched.name())
                        && m.dimensions().equals(watched.dimensions()))
                .isPresent();
    }

    /** Returns what the metric is called in sentences: {@code error rate} for errors, its own name for others. */
    public String metricName() {
        if (measure instanceof FailedShare) {
            return ERROR_RATE;
        }
        return nameOf(metric);
    }

    /** Returns whether the runbook's metric is one of errors, as its name says. */
    public boolean isErrorMetric() {
        return metric != null && nameOf(metric).equals(ERROR_RATE);
    }

    private String nameOf(@Nullable MetricQuery metric) {
        String name = metric == null ? "metric" : metric.name();
        boolean errors = worse().value() == Direction.HIGHER_IS_WORSE
                && name.toLowerCase(Locale.ROOT).matches(".*(error|5xx).*");
        return errors ? ERROR_RATE : name;
    }

    /**
     * Returns what makes a whole where the metric is a share, by the words of its name and by {@code values}: 1 or 100; empty where it
     * isn't one.
     */
    public OptionalDouble wholeOfShare(Sample values) {
        if (measure instanceof FailedShare failed) {
            return OptionalDouble.of(failed.whole());
        }
        String name = metric().map(MetricQuery::name).orElse("").toLowerCase(Locale.ROOT);
        if (!name.matches(".*(rate|ratio|percent|share|availability).*") || !values.within(0, 100)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(values.within(0, 1) ? 1 : 100);
    }

    /** Returns the health endpoint, in a drill what stands in for the runbook's; empty where neither request nor runbook names one. */
    public Optional<Sourced<URI>> healthUrl() {
        if (request.healthUrl().isPresent()) {
            return request.healthUrl().map(Sourced::byRequest);
        }
        return Optional.ofNullable(procedure.checks().healthUrl())
                .map(u -> drilled()
                        .orElseGet(() -> new Sourced<>(
                                URI.create(u.value().replace(MetricTemplate.SERVICE, service.name())), u.source())));
    }

    /** Returns an address as it may be shown and stored: without user and password, and without what a query says, such as a token. */
    public static String shown(URI address) {
        return address.toString().replaceFirst("//[^/?#]*@", "//").replaceFirst("[?].*", "?…");
    }

    private Optional<Sourced<URI>> drilled() {
        return request.drill().map(RollbackRequest.Drill::healthUrl).map(url -> new Sourced<>(url, Source.DRILL));
    }

    /** Returns which metric of the runbook nobody judges, and why; empty where all are judged, or there is none. */
    public Optional<Sourced<String>> unreadMetric() {
        return Optional.ofNullable(procedure.checks().unread().metric());
    }

    /** Returns which health check of the runbook nobody makes; empty where all are made, there is none, or the request names one. */
    public Optional<Sourced<String>> unreadHealth() {
        return request.healthUrl().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(procedure.checks().unread().health());
    }

    public Sourced<Duration> settle() {
        return request.settle()
                .map(Sourced::byRequest)
                .orElse(procedure.checks().settle());
    }

    /** Returns the verification window: the runbook's, but at least five periods of the metric. */
    public Sourced<Duration> window() {
        Sourced<Duration> written = procedure.checks().window();
        Duration least = period().multipliedBy(Checks.LEAST_PERIODS);
        return written.value().compareTo(least) >= 0
                ? written
                : metricTemplate().map(t -> new Sourced<>(least, t.source())).orElseGet(() -> Sourced.byDefault(least));
    }

    public Sourced<Duration> suspectWindow() {
        return procedure.suspectWindow();
    }

    public Sourced<Duration> timeout() {
        return request.timeout().map(Sourced::byRequest).orElse(Sourced.byDefault(TIMEOUT));
    }

    /** Returns what the alarm says, with the services that the runbook's metric finds in it; empty where the request has none. */
    public Optional<Incident> incident() {
        return request.incident().map(i -> i.readBy(procedure));
    }

    /** Returns how long after the incident's start its cause may have been deployed: a period of the metric, or of the alarm if longer. */
    public Duration startSpan() {
        Duration alarmed = request.startingIncident().map(Incident::startSpan).orElse(Duration.ZERO);
        return alarmed.compareTo(period()) > 0 ? alarmed : period();
    }

    /** Returns how long to wait between two looks at a rollout that has some way to go. */
    public Duration firstPoll() {
        return request.pollInterval().orElse(FIRST_POLL);
    }

    /** Returns how long to wait between two looks once all tasks run, and before the second look that confirms the first. */
    public Duration lastPoll() {
        return request.pollInterval().orElse(LAST_POLL);
    }

    /** Returns the row of the service table; empty where the table lacks the service. */
    public Optional<ServiceRule> rule() {
        return procedure.rule(service.name());
    }

    /** Returns when the metric's first reading begins: a day before {@code now}, or early enough for the incident's start. */
    public Instant metricFrom(Instant now) {
        Instant day = now.minus(METRIC_RANGE);
        Instant needed = request.incidentStart()
                .map(t -> t.minus(suspectWindow().value()).minus(RECORD))
                .orElse(day);
        Instant least = now.minus(LONGEST_SUSPECT_WINDOW);
        Instant from = needed.isBefore(day) ? needed : day;
        return floor(from.isBefore(least) ? least : from);
    }

    /** Returns the edge of a period at or before {@code instant}. */
    public Instant floor(Instant instant) {
        return InstantFormat.floor(instant, period());
    }

    /** Returns the edge of a period at or after {@code instant}. */
    public Instant ceiling(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : floor.plus(period());
    }

    /** Returns every value with its source, in the order in which they matter. */
    public List<Sourced<NamedValue>> values() {
        var all = new ArrayList<Sourced<NamedValue>>();
        all.add(named("cluster", cluster()));
        metricTemplate()
                .ifPresent(m -> all.add(new Sourced<>(
                        new NamedValue("metric", m.value().of(service).toString()), m.source())));
        request.dimensions()
                .forEach((name, value) -> all.add(named("dimension", Sourced.byRequest(name + "=" + value))));
        if (measure instanceof FailedShare failed) {
            all.add(new Sourced<>(new NamedValue("judgedBy", failed.toString()), sourceOf(failed)));
        }
        if (measure != null) {
            all.add(named("worse", worse()));
        }
        healthUrl().ifPresent(u -> all.add(named("healthUrl", new Sourced<>(shown(u.value()), u.source()))));
        all.add(named("settle", settle()));
        all.add(named("window", window()));
        all.add(named("suspectWindow", suspectWindow()));
        rule().ifPresent(r -> {
            all.add(new Sourced<>(new NamedValue("migrationRisk", r.risk().name()), r.source()));
            if (r.expectedTime() != null) {
                all.add(new Sourced<>(
                        new NamedValue("expectedTime", r.expectedTime().toString()), r.source()));
            }
            if (r.owner() != null) {
                all.add(new Sourced<>(new NamedValue("owner", r.owner()), r.source()));
            }
        });
        procedure.channel().ifPresent(c -> all.add(named("channel", c)));
        all.add(named("timeout", timeout()));
        all.add(named("leastTimeout", Sourced.byDefault(LeastTimeout.of(this))));
        all.add(request.pollInterval()
                .map(d -> named("pollInterval", Sourced.byRequest(d)))
                .orElse(new Sourced<>(new NamedValue("pollInterval", "PT2S to PT5S"), Source.DEFAULT)));
        request.sourcedIncidentStart().ifPresent(t -> all.add(named("incidentStart", t)));
        request.maxErrorRate().ifPresent(r -> all.add(named("maxErrorRate", Sourced.byRequest(r))));
        all.add(named("metricRange", Sourced.byDefault(METRIC_RANGE)));
        all.add(named("record", Sourced.byDefault(RECORD)));
        all.add(named("planningLimit", Sourced.byDefault(PLANNING_LIMIT)));
        return List.copyOf(all);
    }

    private static Sourced<NamedValue> named(String name, Sourced<?> value) {
        return new Sourced<>(new NamedValue(name, value.value().toString()), value.source());
    }
}
