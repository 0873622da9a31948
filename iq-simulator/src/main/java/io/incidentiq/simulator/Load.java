package io.incidentiq.simulator;

import io.incidentiq.simulator.scenario.Measured;

/**
 * The requests of a drill's service, and how they are counted. Arrivals are Poisson's, failures binomial; a period without requests has
 * no point. Immutable; every {@code with} returns a copy.
 */
public final class Load {
    private final Measured.Requests requests;

    private Load(Measured.Requests requests) {
        this.requests = requests;
    }

    /**
     * Returns {@code perMinute} requests a minute on average, all day. The service's own metric gets a value of each, 0 or 100, and the
     * target group of its load balancer counts them: {@code RequestCount} and {@code HTTPCode_Target_5XX_Count}.
     *
     * @throws IllegalArgumentException if it is negative; 0 means not counted
     */
    public static Load of(int perMinute) {
        return new Load(new Measured.Requests(
                perMinute, 1, Measured.Noise.NONE, Measured.Bursts.NONE, Measured.Counting.PLAIN));
    }

    /**
     * Returns a copy in which the traffic of 16:00 UTC falls to {@code share} of it at 04:00, and back, as a cosine does.
     *
     * @throws IllegalArgumentException unless it is in [0, 1]
     */
    public Load withNight(double share) {
        return new Load(new Measured.Requests(
                requests.perMinute(), share, requests.swings(), requests.bursts(), requests.counting()));
    }

    /**
     * Returns a copy whose number of requests wanders from minute to minute: it is multiplied by a log-normal factor of mean 1 and
     * coefficient of variation {@code variation}, whose logarithm is correlated with that of the minute before by {@code correlation}.
     *
     * @throws IllegalArgumentException unless {@code variation} is in [0, 5] and {@code correlation} in [0, 0.95]
     */
    public Load withSwings(double variation, double correlation) {
        var swings = new Measured.Noise(variation, correlation);
        return new Load(new Measured.Requests(
                requests.perMinute(), requests.nightShare(), swings, requests.bursts(), requests.counting()));
    }

    /**
     * Returns a copy in which {@code times} as many requests arrive in {@code share} of all spans of five minutes.
     *
     * @throws IllegalArgumentException if {@code times} is negative, or {@code share} not in [0, 1]
     */
    public Load withBursts(double share, double times) {
        return new Load(new Measured.Requests(
                requests.perMinute(),
                requests.nightShare(),
                requests.swings(),
                Measured.Bursts.of(share, times),
                requests.counting()));
    }

    /** Returns a copy whose requests no target group counts. */
    public Load withoutTargetGroup() {
        return with(new Measured.Counting(
                false, requests.counting().publishers(), requests.counting().growing()));
    }

    /**
     * Returns a copy whose metric doesn't get a value of each request: {@code instances} instances publish the rate once a minute, so
     * that the number of values says nothing of the number of requests.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public Load withPublishedRates(int instances) {
        if (instances < 1) {
            throw new IllegalArgumentException("instances must be >= 1, found " + instances);
        }
        return with(new Measured.Counting(
                requests.counting().targetGroup(),
                instances,
                requests.counting().growing()));
    }

    /**
     * Returns a copy whose points are there before their period is over, and grow: each is made of the requests that arrived until as
     * long ago as points are late.
     */
    public Load withGrowingPoints() {
        return with(new Measured.Counting(
                requests.counting().targetGroup(), requests.counting().publishers(), true));
    }

    private Load with(Measured.Counting counting) {
        return new Load(new Measured.Requests(
                requests.perMinute(), requests.nightShare(), requests.swings(), requests.bursts(), counting));
    }

    /** Returns the same, as the world takes it. */
    Measured.Requests requests() {
        return requests;
    }
}
