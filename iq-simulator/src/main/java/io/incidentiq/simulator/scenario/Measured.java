package io.incidentiq.simulator.scenario;

import java.time.Duration;

/** How a service is measured: what its metric shows, of which requests, with which noise, and when. */
public record Measured(Shows shows, Requests requests, Noise noise, Publication publication) {
    /** What a point of the metric is. */
    public enum Shows {
        ERROR_RATE,
        /** 100 % minus the error rate. */
        SUCCESS_RATE,
        /** How long the slowest hundredth of the requests takes at least, in milliseconds: one value a minute. */
        SLOWEST_PERCENT,
        /** How many requests failed; no point where none did. */
        ERROR_COUNT,
        /** The error rate of a service that is well, whatever serves. */
        NOTHING_OF_THE_INCIDENT
    }

    /**
     * How many requests arrive.
     *
     * @param perMinute 0: not counted, and rates are exact but for the noise
     * @param nightShare which share of them is left at 04:00 UTC
     * @param swings how their number wanders from minute to minute
     */
    public record Requests(int perMinute, double nightShare, Noise swings, Bursts bursts, Counting counting) {
        public Requests {
            if (perMinute < 0) {
                throw new IllegalArgumentException("requests a minute must be >= 0, found " + perMinute);
            }
            requireShare("share of the night", nightShare);
        }

        public boolean counted() {
            return perMinute > 0;
        }
    }

    /** In a share of the spans of time of this length, so many times the requests arrive. */
    public record Bursts(double share, double times, Duration length) {
        private static final Duration SPAN = Duration.ofMinutes(5);

        /** No bursts. */
        public static final Bursts NONE = new Bursts(0, 1, SPAN);

        public Bursts {
            requireShare("share of bursts", share);
            if (!(times >= 0)) {
                throw new IllegalArgumentException("times must be >= 0, found " + times);
            }
        }

        /** Returns bursts of five minutes. */
        public static Bursts of(double share, double times) {
            return new Bursts(share, times, SPAN);
        }
    }

    /**
     * How requests are counted.
     *
     * @param targetGroup whether the load balancer's target group counts them, too
     * @param publishers how many instances publish a rate each; 0: every request is a value of its own
     * @param growing whether a point is there before its period is over, made of the requests so far
     */
    public record Counting(boolean targetGroup, int publishers, boolean growing) {
        /** By the target group, and each request by itself, in whole periods. */
        public static final Counting PLAIN = new Counting(true, 0, false);
    }

    /** The coefficient of variation of the latent rate from minute to minute, and its correlation with the minute before. */
    public record Noise(double variation, double correlation) {
        /** None. */
        public static final Noise NONE = new Noise(0, 0);

        /** Dear to compute above. */
        private static final double MOST_CORRELATION = 0.95;

        public Noise {
            if (!(variation >= 0 && variation <= 5)) {
                throw new IllegalArgumentException("variation must be in [0, 5], found " + variation);
            }
            if (!(correlation >= 0 && correlation <= MOST_CORRELATION)) {
                throw new IllegalArgumentException("correlation must be in [0, 0.95], found " + correlation);
            }
        }
    }

    /** When a point is published, after its period's end, and which share of the points never is. */
    public record Publication(Duration earliest, Duration latest, double gaps) {
        public Publication {
            if (earliest.isNegative() || latest.compareTo(earliest) < 0) {
                throw new IllegalArgumentException(
                        "publication must be from a duration >= 0 to a longer one, found %s to %s"
                                .formatted(earliest, latest));
            }
            requireShare("share of gaps", gaps);
        }
    }

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** Error rates of no counted requests, published 30 seconds after a period's end. */
    static final Measured PLAIN = new Measured(
            Shows.ERROR_RATE,
            new Requests(0, 1, Noise.NONE, Bursts.NONE, Counting.PLAIN),
            Noise.NONE,
            new Publication(HALF_A_MINUTE, HALF_A_MINUTE, 0));

    private static void requireShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s must be in [0, 1], found %s".formatted(what, share));
        }
    }

    /** Returns whether nothing is said of requests or noise, so that points lie within 8 % of the rate. */
    public boolean plain() {
        return !requests.counted() && noise.variation == 0;
    }

    /** Returns whether a target group counts the service's requests. */
    public boolean byTargetGroup() {
        return requests.counted() && requests.counting.targetGroup;
    }

    public Measured showing(Shows other) {
        return new Measured(other, requests, noise, publication);
    }

    public Measured of(Requests other) {
        return new Measured(shows, other, noise, publication);
    }

    public Measured with(Noise other) {
        return new Measured(shows, requests, other, publication);
    }

    public Measured published(Publication other) {
        return new Measured(shows, requests, noise, other);
    }
}
