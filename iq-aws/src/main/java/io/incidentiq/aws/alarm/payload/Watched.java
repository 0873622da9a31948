package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.ReasonText;
import io.incidentiq.aws.alarm.text.ServiceNaming;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Incident.Metric;
import io.incidentiq.rollback.Incident.Part;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an alarm watches, and what follows from it: service, cluster, account, Region, and the side on which it gets worse. */
final class Watched {
    private static final String SEVERAL = "one of several series";
    private static final Pattern FILLED =
            Pattern.compile("(?i)\\s*FILL\\s*\\(\\s*\\w{1,255}\\s*,[^()]{1,50}\\)\\s*|\\s*\\w{1,255}\\s*");

    private final List<Watch> watches;
    private final Crossing crossing;
    private final Map<String, String> contributor;

    /**
     * How the alarm compares.
     *
     * @param operator the API's word for it, where it is told
     * @param threshold where it is told and one number
     * @param reason the words of the state change
     * @param band whether the threshold is a band
     */
    record Crossing(Optional<String> operator, Optional<Double> threshold, String reason, boolean band) {
        private Incident on(Incident plain) {
            return threshold
                    .map(plain::withThreshold)
                    .orElseGet(() -> band ? plain.lacking(Part.THRESHOLD, "a band") : plain);
        }

        private Optional<Direction> worse() {
            if (band) {
                return Optional.empty();
            }
            return operator.flatMap(Crossing::of).or(() -> new ReasonText(reason).worse());
        }

        /** Returns whether the alarm goes off at the threshold itself. */
        private boolean includesThreshold() {
            return operator.map(o -> o.contains("OrEqual")).orElseGet(() -> reason.contains("than or equal to"));
        }

        private static Optional<Direction> of(String operator) {
            return switch (operator) {
                case "GreaterThanThreshold", "GreaterThanOrEqualToThreshold" -> Optional.of(Direction.HIGHER_IS_WORSE);
                case "LessThanThreshold", "LessThanOrEqualToThreshold" -> Optional.of(Direction.LOWER_IS_WORSE);
                default -> Optional.empty();
            };
        }
    }

    /** @param contributor what tells the one series of several that this is about; empty where it isn't told */
    Watched(List<Watch> watches, Crossing crossing, Map<String, String> contributor) {
        this.watches = watches;
        this.crossing = crossing;
        this.contributor = contributor;
    }

    /** Returns {@code plain} with all of it. */
    Incident of(Incident plain, Origin origin) {
        Incident incident = named(crossing.on(plain));
        Incident placed = origin.placed(incident, accounts(origin), oneRegion());
        return compared(placed.threshold()
                .filter(t -> crossing.includesThreshold())
                .map(t -> placed.withThreshold(t, true))
                .orElse(placed));
    }

    private Incident named(Incident plain) {
        Incident incident = plain;
        List<Metric> metrics = metrics();
        for (Metric metric : metrics) {
            incident =
                    incident.withMetric(metric).lacking(Part.SERVICE, "no dimension of its metric is a service's name");
            incident = ServiceNaming.named(incident, metric.namespace(), metric.dimensions());
        }
        List<InsightsQuery> queries = queries();
        for (InsightsQuery query : queries) {
            incident = ServiceNaming.named(incident, query.namespace(), query.dimensions());
            incident = ServiceNaming.named(incident, query.namespace(), contributor);
        }
        if (queries.stream().anyMatch(InsightsQuery::grouped)) {
            incident = incident.lacking(Part.SERVICE, SEVERAL).lacking(Part.METRIC, SEVERAL);
        }
        return metrics.size() < 2
                ? incident
                : incident.lacking(Part.METRIC, "computed from %d metrics".formatted(metrics.size()));
    }

    private List<Metric> metrics() {
        return watches.stream().flatMap(w -> Stream.ofNullable(w.metric())).toList();
    }

    private List<InsightsQuery> queries() {
        return watches.stream().flatMap(w -> Stream.ofNullable(w.query())).toList();
    }

    /** Each metric is its own account's, else the owner's; an expression over others is nobody's. */
    private List<String> accounts(Origin origin) {
        var accounts = new ArrayList<String>();
        for (Watch watch : watches) {
            boolean reads = watch.metric() != null || watch.query() != null;
            if (watch.account() != null) {
                accounts.add(watch.account());
            } else if (reads) {
                origin.owner().ifPresent(accounts::add);
            }
        }
        return accounts;
    }

    private @Nullable String oneRegion() {
        var spaces = new LinkedHashMap<String, Boolean>();
        metrics()
                .forEach(m ->
                        spaces.merge(m.namespace(), OneRegion.is(m.namespace(), m.dimensions()), Boolean::logicalAnd));
        queries()
                .forEach(q ->
                        spaces.merge(q.namespace(), OneRegion.is(q.namespace(), q.dimensions()), Boolean::logicalAnd));
        boolean all = !spaces.isEmpty() && spaces.values().stream().allMatch(one -> one);
        return all ? spaces.keySet().iterator().next() : null;
    }

    /** What is compared with the threshold need not be the one metric that it is computed from: 100 - errors gets worse the other way. */
    private Incident compared(Incident plain) {
        List<String> expressions = watches.stream()
                .map(Watch::expression)
                .filter(e -> !e.isEmpty())
                .toList();
        boolean turned = metrics().size() == 1
                && expressions.stream().anyMatch(e -> !FILLED.matcher(e).matches());
        return read(turned ? plain : crossing.worse().map(plain::withWorse).orElse(plain));
    }

    private Incident read(Incident incident) {
        if (watches.size() != 1 || crossing.band()) {
            return incident;
        }
        Watch only = watches.get(0);
        Statistic statistic = only.statistic();
        Duration period = only.period();
        return only.metric() != null && statistic != null && period != null
                ? incident.withReading(statistic, period)
                : incident;
    }
}
