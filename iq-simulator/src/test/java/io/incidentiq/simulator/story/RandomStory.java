package io.incidentiq.simulator.story;

import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A history, the trouble in it, and what is said of it, all by one seed.
 *
 * @param startsAt when the tool is started
 * @param candidate whether what serves is bad by itself and a good release before it can be deployed
 */
record RandomStory(
        long seed,
        StoryKind kind,
        Scenario scenario,
        Instant startsAt,
        Fault fault,
        boolean candidate,
        StoryStart start) {
    private static final Instant MIDNIGHT = Instant.parse("2026-02-14T00:00:00Z");
    private static final int LEAST_TRAFFIC = 200;
    private static final int MOST_TRAFFIC = 2_000;
    private static final Duration LATEST_POINT = Duration.ofMinutes(2);

    /**
     * What is wrong.
     *
     * @param began when; where nothing is, when it is said to have begun
     */
    record Fault(double goodPercent, double percent, Instant began) {
        /** Returns the rate from which a service has at least half of it. */
        double half() {
            return (goodPercent + percent) / 2;
        }
    }

    static RandomStory of(long seed) {
        var draw = new StoryDraw(seed);
        StoryKind kind = StoryKind.drawn(draw.between(0, 1));
        StoryKind.Told told = kind.tell(draw);
        Instant startsAt = MIDNIGHT.plusSeconds(Math.round(draw.between(0, 86_400)));
        return new RandomStory(
                seed,
                kind,
                measured(told.scenario(), draw),
                startsAt,
                new Fault(draw.goodPercent(), draw.faultPercent(), startsAt.minus(told.began())),
                told.candidate(),
                StoryStart.drawn(draw));
    }

    /** Traffic whose rate wanders by itself or with a memory, and a metric that may be late or lack points. */
    private static Scenario measured(Scenario scenario, StoryDraw draw) {
        boolean counted = PackageAccess.measured(scenario).requests().counted();
        Scenario busy = counted
                ? scenario
                : scenario.withTraffic((int) Math.round(draw.geometric(LEAST_TRAFFIC, MOST_TRAFFIC)));
        Scenario noisy = busy.withCorrelatedNoise(draw.between(0.2, 0.6), draw.once(0.5) ? 0 : draw.between(0.1, 0.7));
        Scenario late = draw.once(0.2) ? noisy.withLatePoints(Duration.ofSeconds(15), LATEST_POINT) : noisy;
        Scenario gaps = draw.once(0.1) ? late.withGaps(draw.between(0.01, 0.05)) : late;
        Scenario endpoint = draw.once(0.15) ? gaps.withoutHealthEndpoint() : gaps;
        return endpoint.withServices(Set.of(Drills.SERVICE));
    }
}
