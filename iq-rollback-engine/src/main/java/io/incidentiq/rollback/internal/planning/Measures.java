package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.FailedShare;
import io.incidentiq.rollback.internal.fact.SeriesMeasure;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By what a service may be judged: the runbook's metric, and the requests that the platform counts. */
final class Measures {
    private Measures() {}

    /** Returns the share of failed requests, where the platform counts them, and all of them by the same periods. */
    static Optional<FailedShare> counted(Facts facts) {
        List<RequestCounts> counts =
                facts.snapshot().map(ServiceSnapshot::requestCounts).orElse(List.of());
        boolean alike = counts.stream().map(c -> c.total().period()).distinct().count() == 1;
        return alike ? Optional.of(new FailedShare(counts)) : Optional.empty();
    }

    /**
     * Returns the settings for each measure, the one to be tried first before the others: counted requests before a metric of errors, and
     * after any other, which measures something else. A limit of the request's is in the unit of the runbook's metric, and is held against that.
     */
    static List<Settings> of(Settings settings, Facts facts) {
        var all = new ArrayList<Settings>();
        all.add(runbooks(settings, facts));
        boolean limitIsForTheRunbooks = settings.request().maxErrorRate().isPresent()
                && settings.measure().isPresent();
        counted(facts)
                .filter(c -> !limitIsForTheRunbooks && c.oldest(facts).isPresent())
                .ifPresent(c -> all.add(isFirst(settings) ? 0 : 1, settings.measuredBy(c)));
        return all;
    }

    private static boolean isFirst(Settings settings) {
        return settings.measure().isEmpty()
                || (settings.isErrorMetric() && settings.measure().get() instanceof SeriesMeasure);
    }

    private static Settings runbooks(Settings settings, Facts facts) {
        return settings.measure().orElse(null) instanceof SeriesMeasure series
                ? settings.measuredBy(series.in(facts, settings.worse().value()))
                : settings;
    }
}
