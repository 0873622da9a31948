package io.incidentiq.simulator.story;

import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.util.SplittableRandom;

/** The random numbers of one story, and the releases and the past that they make. Not thread-safe. */
final class StoryDraw {
    private static final double LEAST_FAULT_PERCENT = 2;
    private static final double MOST_FAULT_PERCENT = 30;
    private static final double MOST_DIFFERENT = 0.1;

    private final SplittableRandom random;
    private final double good;
    private final double fault;

    StoryDraw(long seed) {
        this.random = new SplittableRandom(seed);
        this.good = geometric(0.1, 1);
        this.fault = Math.min(MOST_FAULT_PERCENT, Math.max(LEAST_FAULT_PERCENT, good * geometric(5, 60)));
    }

    /** Returns what a service that is well answers with an error, in percent. */
    double goodPercent() {
        return good;
    }

    /** Returns what a service with the fault answers with an error, in percent: at least five times as much. */
    double faultPercent() {
        return fault;
    }

    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Returns a number of which each doubling is as likely as the next. */
    double geometric(double from, double to) {
        return from * StrictMath.pow(to / from, random.nextDouble());
    }

    boolean once(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns whole seconds; short times are more likely. */
    Duration minutes(double from, double to) {
        return Duration.ofSeconds(Math.round(60 * geometric(from, to)));
    }

    Duration hours(double from, double to) {
        return minutes(60 * from, 60 * to);
    }

    /** Returns a part of {@code whole}, in whole seconds. */
    Duration part(Duration whole, double from, double to) {
        return Duration.ofSeconds(Math.round(whole.toSeconds() * between(from, to)));
    }

    /** Returns a release that is well: no two are alike. */
    Release good(int number) {
        return Release.good(number).withErrorRatePercent(aGoodRate());
    }

    double aGoodRate() {
        return good * between(1 - MOST_DIFFERENT, 1 + MOST_DIFFERENT);
    }

    /** Returns a release that has the fault. */
    Release bad(int number) {
        return faulty(number, 1);
    }

    /** Returns a release that has {@code share} of the fault. */
    Release faulty(int number, double share) {
        return Release.good(number).withErrorRatePercent(good + share * (fault - good));
    }

    /** Returns a service that is well, on revision 41, which was deployed at least half an hour before {@code before}. */
    Scenario past(Duration before) {
        return past(before.plus(minutes(30, 7_200)), 41);
    }

    /** Returns a service that is well, on revision {@code newest}, deployed {@code ago}. */
    Scenario past(Duration ago, int newest) {
        Scenario past = Scenario.create("random", "");
        Duration older = ago;
        for (int number = newest; number > newest - 4; number--) {
            past = past.deployed(good(number), older);
            older = older.plus(hours(2, 200));
        }
        return past;
    }
}
