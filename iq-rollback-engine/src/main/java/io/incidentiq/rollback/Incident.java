package io.incidentiq.rollback;

import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm tells of an incident. Immutable. What it doesn't say is empty, and {@link #missing} says so: it is for the request to
 * state.
 */
public final class Incident {
    private final String alarm;
    private final Place place;
    private final Signal signal;
    private final @Nullable Onset onset;
    private final State state;

    /** What an incident may lack. */
    public enum Part {
        SERVICE,
        START,
        METRIC,
        THRESHOLD,
        REGION,
        ACCOUNT
    }

    /** A series of numbers that the alarm watches. */
    public record Metric(String namespace, String name, Map<String, String> dimensions) {
        public Metric {
            dimensions = Map.copyOf(dimensions);
        }

        /** Returns {@code namespace name {dimension=value}}, the dimensions by name. */
        @Override
        public String toString() {
            return "%s %s %s".formatted(namespace, name, new TreeMap<>(dimensions));
        }
    }

    private record Place(
            Set<String> services,
            Set<String> clusters,
            Set<String> accounts,
            @Nullable String region) {
        private Place {
            services = Collections.unmodifiableSet(new LinkedHashSet<>(services));
            clusters = Collections.unmodifiableSet(new LinkedHashSet<>(clusters));
            accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
        }
    }

    private record Signal(
            List<Metric> metrics,
            @Nullable Threshold threshold,
            @Nullable Direction worse,
            @Nullable Reading reading) {
        private Signal {
            metrics = List.copyOf(metrics);
        }
    }

    private record Threshold(double value, boolean included) {}

    /** How the alarm makes one value of what its metric holds. */
    private record Reading(Statistic statistic, Duration period) {}

    private record State(Map<Part, String> why, @Nullable String muted) {}

    private record Onset(Instant start, Duration span, boolean estimated) {}

    private Incident(String alarm, Place place, Signal signal, @Nullable Onset onset, State state) {
        this.alarm = alarm;
        this.place = place;
        this.signal = signal;
        this.onset = onset;
        this.state = state;
    }

    /** Returns an incident of which nothing is known but the alarm's name. */
    public static Incident of(String alarm) {
        return new Incident(
                alarm,
                new Place(Set.of(), Set.of(), Set.of(), null),
                new Signal(List.of(), null, null, null),
                null,
                new State(Map.of(), null));
    }

    /** Adds a service that the alarm names. After a second one {@link #service} is empty: which of them it is, the alarm doesn't say. */
    public Incident withService(String name) {
        return with(new Place(and(place.services, name), place.clusters, place.accounts, place.region));
    }

    /** Adds a cluster that the alarm names; after a second one {@link #cluster} is empty. */
    public Incident withCluster(String name) {
        return with(new Place(place.services, and(place.clusters, name), place.accounts, place.region));
    }

    /** Sets the Region's code, such as {@code eu-west-1}; not for a metric that has one Region wherever the service runs. */
    public Incident withRegion(String region) {
        return with(new Place(place.services, place.clusters, place.accounts, region));
    }

    /**
     * Adds the number of an account whose metrics the alarm watches. It need not be the account that owns the alarm. After a second one
     * {@link #account} is empty.
     */
    public Incident withAccount(String account) {
        return with(new Place(place.services, place.clusters, and(place.accounts, account), place.region));
    }

    /** Adds a metric that the alarm watches; after a second one {@link #metric} is empty. */
    public Incident withMetric(Metric metric) {
        var more = new ArrayList<>(signal.metrics);
        more.add(metric);
        return with(new Signal(more, signal.threshold, signal.worse, signal.reading));
    }

    /** Sets the value that the metric crossed. */
    public Incident withThreshold(double threshold) {
        return withThreshold(threshold, false);
    }

    /**
     * Sets the value that the metric crossed, or reached.
     *
     * @param included whether the alarm goes off at the value itself
     */
    public Incident withThreshold(double threshold, boolean included) {
        return with(new Signal(signal.metrics, new Threshold(threshold, included), signal.worse, signal.reading));
    }

    /** Sets on which side of the threshold the alarm goes off. */
    public Incident withWorse(Direction worse) {
        return with(new Signal(signal.metrics, signal.threshold, worse, signal.reading));
    }

    /** Sets how the alarm reads its one metric. */
    public Incident withReading(Statistic statistic, Duration period) {
        return with(new Signal(signal.metrics, signal.threshold, signal.worse, new Reading(statistic, period)));
    }

    /** Marks it as one that nobody was told of, for {@code reason}: the alarm is muted, or its actions are suppressed. */
    public Incident withMuted(String reason) {
        return new Incident(alarm, place, signal, onset, new State(state.why, reason));
    }

    /**
     * Sets when it began, as measured.
     *
     * @param span how long what was measured there lasted: it may have begun up to that much later
     */
    public Incident withStart(Instant start, Duration span) {
        return new Incident(alarm, place, signal, new Onset(start, span, false), state);
    }

    /** Sets when it began by an estimate, which plan and report call one; {@code span} as in {@link #withStart}. */
    public Incident withEstimatedStart(Instant start, Duration span) {
        return new Incident(alarm, place, signal, new Onset(start, span, true), state);
    }

    /** Takes away the start, for {@code reason}. */
    public Incident withoutStart(String reason) {
        return new Incident(alarm, place, signal, null, state).lacking(Part.START, reason);
    }

    /** Says why {@code part} is missing, if it is. */
    public Incident lacking(Part part, String reason) {
        var more = new EnumMap<Part, String>(Part.class);
        more.putAll(state.why);
        more.put(part, reason);
        return new Incident(alarm, place, signal, onset, new State(Collections.unmodifiableMap(more), state.muted));
    }

    /**
     * Returns the incident with the services in those dimensions that {@code procedure}'s metric fills with the service's name, where
     * the alarm watches a metric of the same namespace.
     */
    public Incident readBy(RollbackProcedure procedure) {
        Sourced<MetricTemplate> judged = procedure.checks().metric();
        Incident read = this;
        if (judged != null) {
            for (Map.Entry<String, String> dimension :
                    judged.value().dimensions().entrySet()) {
                boolean names = dimension.getValue().equals(MetricTemplate.SERVICE);
                for (Metric metric : names ? signal.metrics : List.<Metric>of()) {
                    String value = metric.dimensions().get(dimension.getKey());
                    boolean same = metric.namespace().equals(judged.value().namespace());
                    read = same && value != null ? read.withService(value) : read;
                }
            }
        }
        return read;
    }

    private Incident with(Place changed) {
        return new Incident(alarm, changed, signal, onset, state);
    }

    private Incident with(Signal changed) {
        return new Incident(alarm, place, changed, onset, state);
    }

    private static Set<String> and(Set<String> names, String name) {
        var more = new LinkedHashSet<>(names);
        more.add(name);
        return more;
    }

    /** Returns the alarm's name. */
    public String alarm() {
        return alarm;
    }

    /** Returns the service, where the alarm names exactly one. */
    public Optional<String> service() {
        return only(place.services);
    }

    /** Returns every service that the alarm names. */
    public Set<String> services() {
        return place.services;
    }

    /** Returns the cluster, where the alarm names exactly one. */
    public Optional<String> cluster() {
        return only(place.clusters);
    }

    public Set<String> clusters() {
        return place.clusters;
    }

    private static <T> Optional<T> only(Iterable<T> values) {
        var each = values.iterator();
        T first = each.hasNext() ? each.next() : null;
        return each.hasNext() ? Optional.empty() : Optional.ofNullable(first);
    }

    public Optional<String> region() {
        return Optional.ofNullable(place.region);
    }

    /** Returns the account whose metrics the alarm watches, where it is exactly one. */
    public Optional<String> account() {
        return only(place.accounts);
    }

    public Set<String> accounts() {
        return place.accounts;
    }

    /** Returns the metric, where the alarm watches exactly one. */
    public Optional<Metric> metric() {
        return only(signal.metrics);
    }

    /** Returns the value that the metric crossed; empty for a band, or a rule over other alarms. */
    public Optional<Double> threshold() {
        return Optional.ofNullable(signal.threshold).map(Threshold::value);
    }

    /** Returns whether the alarm goes off at the threshold itself, not only beyond it. */
    public boolean thresholdIncluded() {
        return signal.threshold != null && signal.threshold.included();
    }

    /** Returns on which side of the threshold the alarm goes off; empty for a band, a rule over other alarms, or where it isn't told. */
    public Optional<Direction> worse() {
        return Optional.ofNullable(signal.worse);
    }

    /** Returns what the alarm reads and how; empty unless it is exactly one metric, read by a statistic that is known here. */
    public Optional<MetricQuery> query() {
        Reading reading = signal.reading;
        return reading == null
                ? Optional.empty()
                : metric().map(m -> new MetricQuery(
                        m.namespace(), m.name(), m.dimensions(), reading.statistic(), reading.period()));
    }

    /** Returns why nobody was told of it; empty for an alarm that is neither muted nor suppressed. */
    public Optional<String> muted() {
        return Optional.ofNullable(state.muted);
    }

    public Optional<Instant> start() {
        return Optional.ofNullable(onset).map(Onset::start);
    }

    /** Returns how much later than {@link #start} it may have begun; zero where that isn't known. */
    public Duration startSpan() {
        return onset == null ? Duration.ZERO : onset.span();
    }

    /** Returns whether the start was worked out rather than measured. */
    public boolean startEstimated() {
        return onset != null && onset.estimated();
    }

    Optional<Sourced<Instant>> sourcedStart() {
        String name = "alarm " + alarm + (startEstimated() ? ", estimated" : "");
        return start().map(t -> new Sourced<>(t, new Source(name, null)));
    }

    /** Returns what the alarm doesn't say, each with the reason where there is one: {@code service (a rule over other alarms)}. */
    public List<String> missing() {
        var words = new ArrayList<String>();
        for (Part part : Part.values()) {
            if (!has(part)) {
                String reason = reason(part);
                words.add(part.name().toLowerCase(Locale.ROOT) + (reason == null ? "" : " (" + reason + ")"));
            }
        }
        return List.copyOf(words);
    }

    private @Nullable String reason(Part part) {
        Set<String> named = switch (part) {
            case SERVICE -> place.services;
            case ACCOUNT -> place.accounts;
            default -> Set.of();
        };
        return named.size() > 1 ? "it names " + String.join(", ", named) : state.why.get(part);
    }

    private boolean has(Part part) {
        return switch (part) {
            case SERVICE -> service().isPresent();
            case START -> onset != null;
            case METRIC -> metric().isPresent();
            case THRESHOLD -> signal.threshold != null;
            case REGION -> place.region != null;
            case ACCOUNT -> account().isPresent();
        };
    }

    /** Returns one line: {@code alarm payments-5xx in eu-west-1: IncidentIQ/Demo ErrorRate {Service=payments}, threshold 5.0, since ...}. */
    @Override
    public String toString() {
        var line = new StringBuilder("alarm ").append(alarm);
        region().ifPresent(r -> line.append(" in ").append(r));
        metric().ifPresent(m -> line.append(": ").append(m));
        threshold().ifPresent(t -> line.append(", threshold ").append(t));
        start().ifPresent(t ->
                line.append(", since ").append(InstantFormat.words(t)).append(startEstimated() ? ", estimated" : ""));
        muted().ifPresent(why -> line.append("; muted: ").append(why));
        return line.toString();
    }
}
