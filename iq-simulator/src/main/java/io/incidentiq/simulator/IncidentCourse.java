package io.incidentiq.simulator;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An incident by its numbers, for tests that play many: the share of requests that fails before the suspect (revision 42), while it
 * serves, and from the write that undoes it. Its {@link #scenario()} can be changed further. Immutable; every {@code with} returns a copy.
 */
public final class IncidentCourse {
    private static final Duration ROLLOUT = ofMinutes(1);
    private static final Duration REACH = ofDays(26);

    private final Rates rates;
    private final Load load;
    private final double variation;
    private final double correlation;
    private final Duration incident;
    private final @Nullable Duration baseline;

    private record Rates(double before, double during, double after) {}

    private IncidentCourse(
            Rates rates,
            Load load,
            double variation,
            double correlation,
            Duration incident,
            @Nullable Duration baseline) {
        this.rates = rates;
        this.load = load;
        this.variation = variation;
        this.correlation = correlation;
        this.incident = incident;
        this.baseline = baseline;
    }

    /**
     * Returns an incident of ten minutes with 200 requests a minute, independent of each other, and days of data before it.
     *
     * @param before the share of requests that fails before the suspect and where nothing hinders recovery, in percent
     * @param during the same while the suspect serves
     * @param after the same from the write; {@code before}: all is well again, {@code during}: nothing has changed
     * @throws IllegalArgumentException unless all are in [0, 100] and {@code after} is at least {@code before}
     */
    public static IncidentCourse of(double before, double during, double after) {
        requirePercent("before", before);
        requirePercent("during", during);
        requirePercent("after", after);
        if (after < before) {
            throw new IllegalArgumentException("after must be >= before, found %s and %s".formatted(after, before));
        }
        return new IncidentCourse(new Rates(before, during, after), Load.of(200), 0, 0, ofMinutes(10), null);
    }

    private static void requirePercent(String what, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("%s must be in [0, 100], found %s".formatted(what, percent));
        }
    }

    /** Returns a copy with so many requests a minute. */
    public IncidentCourse withTraffic(int perMinute) {
        return with(Load.of(perMinute));
    }

    /** Returns a copy with other requests. */
    public IncidentCourse with(Load other) {
        return new IncidentCourse(rates, other, variation, correlation, incident, baseline);
    }

    /** Returns a copy whose rate wanders, as {@link Scenario#withCorrelatedNoise} has it; 0 and 0: it doesn't. */
    public IncidentCourse withNoise(double coefficientOfVariation, double lagOneCorrelation) {
        return new IncidentCourse(rates, load, coefficientOfVariation, lagOneCorrelation, incident, baseline);
    }

    /**
     * Returns a copy with {@code minutes} whole minutes of metric before the suspect, and none before them.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public IncidentCourse withBaseline(int minutes) {
        return new IncidentCourse(rates, load, variation, correlation, incident, positive("baseline", minutes));
    }

    /**
     * Returns a copy in which the suspect has served for {@code minutes} whole minutes when the tool is started, which is the incident's
     * stated start; it was deployed a minute earlier.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public IncidentCourse withIncident(int minutes) {
        return new IncidentCourse(rates, load, variation, correlation, positive("incident", minutes), baseline);
    }

    private static Duration positive(String what, int minutes) {
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes of %s must be >= 1, found %d".formatted(what, minutes));
        }
        return ofMinutes(minutes);
    }

    /** Returns the drill that plays it: revisions 38 to 41 were well, 41 since five days. */
    public Scenario scenario() {
        return scenario(
                "course",
                "%s %% of the requests fail before, %s %% during the incident, %s %% from the write"
                        .formatted(rates.before, rates.during, rates.after));
    }

    Scenario scenario(String name, String description) {
        return after(suspected(before(Scenario.create(name, description))))
                .with(load)
                .withCorrelatedNoise(variation, correlation);
    }

    private Scenario before(Scenario scenario) {
        Scenario past = scenario.deployed(well(38), ofDays(26))
                .deployed(well(39), ofDays(19))
                .deployed(well(40), ofDays(12))
                .deployed(well(41), ofDays(5));
        return baseline == null
                ? past
                : past.before(
                        REACH, Change.silencesMetrics(REACH.minus(suspectAge()).minus(baseline)));
    }

    private Release well(int number) {
        return Release.good(number).withErrorRatePercent(rates.before);
    }

    private Duration suspectAge() {
        return incident.plus(ROLLOUT);
    }

    private Scenario suspected(Scenario scenario) {
        return scenario.deployed(Release.good(42).withErrorRatePercent(rates.during), suspectAge())
                .withIncidentStarted(incident);
    }

    private Scenario after(Scenario scenario) {
        return rates.after > rates.before
                ? scenario.afterWrite(Duration.ZERO, Change.dependencyFails(rates.after))
                : scenario;
    }
}
