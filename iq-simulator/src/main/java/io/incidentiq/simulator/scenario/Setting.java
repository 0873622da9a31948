package io.incidentiq.simulator.scenario;

import io.incidentiq.simulator.fact.Denial;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The platform of a drill: what exists, how fast its tasks are, what goes wrong with calls, and what is measured. */
public record Setting(Set<String> services, Pace pace, Trouble trouble, Measured measured, Shown shown, Lags lags) {
    public Setting {
        services = Set.copyOf(services);
    }

    /**
     * How many tasks a service wants, and how they are replaced.
     *
     * @param start how long a task takes to start: half to one and a half of it
     * @param drain how long one drains
     * @param blueGreen whether all traffic moves at once, between two target groups
     */
    public record Pace(int desired, Duration start, Duration drain, boolean blueGreen) {
        public Pace wanting(int tasks) {
            return new Pace(tasks, start, drain, blueGreen);
        }

        public Pace starting(Duration each) {
            return new Pace(desired, each, drain, blueGreen);
        }

        public Pace draining(Duration each) {
            return new Pace(desired, start, each, blueGreen);
        }

        public Pace movingAtOnce() {
            return new Pace(desired, start, drain, true);
        }
    }

    /** How likely a call is throttled, and the answer to the first write lost; which of AWS's operations are denied, and why. */
    public record Trouble(double throttled, double lostAnswer, Map<String, Denial> denied) {
        public Trouble {
            denied = Map.copyOf(denied);
        }

        public Trouble with(double throttledShare, double lostAnswerProbability) {
            return new Trouble(throttledShare, lostAnswerProbability, denied);
        }

        public Trouble denying(String operation, Denial why) {
            var more = new HashMap<>(denied);
            more.put(operation, why);
            return new Trouble(throttled, lostAnswer, more);
        }
    }

    /** What of it can be seen: a health endpoint, and deployments in the history so long after they began. */
    public record Shown(boolean healthEndpoint, Duration historyBehind) {
        public Shown {
            requireNotNegative(historyBehind);
        }
    }

    /**
     * How long the platform takes: from an accepted stop until the deployment is rolled back, from there until the rollback's own
     * rollout is primary, and from the last task that serves until a deployment has ended well.
     */
    public record Lags(Duration stop, Duration rollback, Duration bake, Return back) {
        Lags(Duration stop, Duration rollback, Duration bake) {
            this(stop, rollback, bake, Return.PLAIN);
        }

        public Lags {
            requireNotNegative(stop);
            requireNotNegative(rollback);
            requireNotNegative(bake);
        }
    }

    /**
     * How the platform goes back.
     *
     * @param primary for how long it still shows the undone rollout as the primary one
     * @param asBefore whether the rollout of before returns with its old id and time
     */
    public record Return(Duration primary, boolean asBefore, StopRace race) {
        static final Return PLAIN = new Return(Duration.ZERO, false, StopRace.WON);

        public Return {
            requireNotNegative(primary);
        }
    }

    /** How a stop does against the deployment that it is to stop. */
    public enum StopRace {
        WON,
        /** Accepted, and the deployment completes all the same. */
        OUTRUN,
        /** Refused, because the deployment has completed by then. */
        TOO_LATE
    }

    private static void requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("expected a duration >= 0, found " + duration);
        }
    }

    /** Three tasks, no trouble, today's error rates. */
    public static Setting of(Set<String> services) {
        return new Setting(
                services,
                new Pace(3, Duration.ofSeconds(20), Duration.ofSeconds(30), false),
                new Trouble(0, 0, Map.of()),
                Measured.PLAIN,
                new Shown(true, Duration.ZERO),
                new Lags(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO));
    }

    public Setting withServices(Set<String> others) {
        return new Setting(others, pace, trouble, measured, shown, lags);
    }

    public Setting withPace(Pace other) {
        return new Setting(services, other, trouble, measured, shown, lags);
    }

    public Setting withTrouble(Trouble other) {
        return new Setting(services, pace, other, measured, shown, lags);
    }

    public Setting withMeasured(Measured other) {
        return new Setting(services, pace, trouble, other, shown, lags);
    }

    public Setting withShown(Shown other) {
        return new Setting(services, pace, trouble, measured, other, lags);
    }

    public Setting withLags(Lags other) {
        return new Setting(services, pace, trouble, measured, shown, other);
    }
}
