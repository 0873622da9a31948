package io.incidentiq.simulator.story;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.util.function.Function;

/** What happens in a random story, before and while the tool is at work. */
@SuppressWarnings("ImmutableEnumChecker") // tellers keep nothing
enum StoryKind {
    BAD_RELEASE("a release is bad from the start", 10, draw -> {
        Duration ago = draw.minutes(6, 150);
        return Told.of(draw.past(ago).deployed(withHealth(draw, draw.bad(42)), ago), ago);
    }),
    JUST_DEPLOYED("a bad release, deployed within the last minutes", 5, draw -> {
        Duration ago = draw.minutes(0.75, 6);
        return Told.of(draw.past(ago).deployed(draw.bad(42), ago), ago);
    }),
    SLOW_BURN("a fault that shows long after its release", 5, draw -> {
        Duration fault = draw.minutes(5, 60);
        Duration quiet = draw.minutes(15, 700);
        Duration ago = fault.plus(quiet);
        Release slow = draw.good(42).withErrorRatePercent(draw.faultPercent(), quiet);
        return Told.of(draw.past(ago).deployed(slow, ago), fault);
    }),
    PIPELINE_RETRY("the bad release is deployed once more", 4, draw -> {
        Duration ago = draw.minutes(8, 90);
        Duration again = draw.part(ago, 0.05, 0.8);
        return Told.of(draw.past(ago).deployed(draw.bad(42), ago).before(again, Change.redeploys(42)), ago);
    }),
    NEXT_MORNING("a release that was taken back is deployed again", 4, draw -> {
        Duration ago = draw.minutes(6, 90);
        Duration first = ago.plus(draw.hours(2, 20));
        Duration back = first.minus(draw.minutes(3, 60));
        return Told.of(
                draw.past(first)
                        .deployed(draw.bad(42), first)
                        .before(back, Change.redeploys(41))
                        .before(ago, Change.redeploys(42)),
                ago);
    }),
    FAILED_FIX("a fix forward that fixes nothing", 5, draw -> {
        Duration ago = draw.minutes(15, 120);
        Duration fix = draw.part(ago, 0.2, 0.8);
        return Told.of(
                draw.past(ago)
                        .deployed(draw.bad(42), ago)
                        .deployed(withHealth(draw, draw.faulty(43, draw.between(0.85, 1.15))), fix),
                ago);
    }),
    HALF_FIX("a fix forward that leaves a part of the fault", 5, draw -> {
        Duration ago = draw.minutes(15, 120);
        Duration fix = draw.part(ago, 0.2, 0.8);
        return Told.of(
                draw.past(ago).deployed(draw.bad(42), ago).deployed(draw.faulty(43, draw.between(0.15, 0.85)), fix),
                ago);
    }),
    FIX_FORWARD("a fix forward that does well", 6, draw -> {
        Duration fix = draw.minutes(3, 90);
        Duration ago = fix.plus(draw.minutes(3, 60));
        return Told.of(draw.past(ago).deployed(draw.bad(42), ago).deployed(draw.good(43), fix), ago);
    }),
    FIXED_AT_ONCE("a fix forward after a minute or three", 3, draw -> {
        Duration fix = draw.minutes(5, 60);
        Duration ago = fix.plus(draw.minutes(0.75, 3));
        return Told.of(draw.past(ago).deployed(draw.bad(42), ago).deployed(draw.good(43), fix), ago);
    }),
    BAD_AGAIN("bad, fixed forward, and bad again with the next release", 4, draw -> {
        Duration ago = draw.minutes(6, 60);
        Duration fix = ago.plus(draw.minutes(8, 120));
        Duration first = fix.plus(draw.minutes(4, 90));
        return Told.of(
                draw.past(first)
                        .deployed(draw.bad(42), first)
                        .deployed(draw.good(43), fix)
                        .deployed(draw.bad(44), ago),
                ago);
    }),
    YOUNG_PREDECESSOR("the release before the bad one served for minutes only", 4, draw -> {
        Duration ago = draw.minutes(6, 60);
        Duration before = ago.plus(draw.minutes(2, 25));
        return Told.of(draw.past(before).deployed(draw.good(42), before).deployed(draw.bad(43), ago), ago);
    }),
    PAUSING("a fault that pauses for minutes and comes back", 5, draw -> {
        Duration ago = draw.minutes(10, 90);
        return Told.of(draw.past(ago).deployed(pausing(draw, ago), ago), ago);
    }),
    QUIET_HOURS("a bad release while traffic falls or stops for minutes", 4, draw -> {
        Duration ago = draw.minutes(8, 90);
        Duration falls = draw.part(ago, 0.2, 1.5);
        Scenario scenario = draw.past(ago).deployed(draw.bad(42), ago);
        scenario = draw.once(0.5)
                ? scenario.before(falls, Change.trafficFallsTo(draw.between(0.15, 0.5)))
                : scenario.before(falls, Change.trafficFallsTo(0))
                        .before(draw.part(falls, 0.3, 0.95), Change.trafficFallsTo(1));
        return Told.of(scenario.withTraffic(2_000), ago);
    }),
    BLIP_BEFORE("an unrelated blip before a bad release", 3, draw -> {
        Duration ago = draw.minutes(6, 60);
        Duration blip = ago.plus(draw.minutes(3, 15));
        Change fails = Change.dependencyFails(draw.faultPercent(), draw.minutes(1, 2.5));
        return Told.of(draw.past(blip).before(blip, fails).deployed(draw.bad(42), ago), ago);
    }),
    DEREGISTERED("the release before the bad one can't be deployed any more", 3, draw -> {
        Duration ago = draw.minutes(6, 90);
        return Told.of(
                draw.past(ago).deployed(draw.bad(42), ago).before(draw.part(ago, 0.1, 0.9), Change.deregisters(41)),
                ago);
    }),
    NO_CANDIDATE("the first release ever is bad, or all before are deregistered", 2, draw -> {
        Duration ago = draw.minutes(6, 90);
        if (draw.once(0.5)) {
            return Told.of(Scenario.create("random", "").deployed(draw.bad(1), ago), ago)
                    .withoutCandidate();
        }
        Scenario scenario = draw.past(ago).deployed(draw.bad(42), ago);
        for (int number = 38; number <= 41; number++) {
            scenario = scenario.before(draw.part(ago, 0.1, 0.9), Change.deregisters(number));
        }
        return Told.of(scenario, ago).withoutCandidate();
    }),
    BREAKER("the circuit breaker returned from a bad release", 5, draw -> {
        Duration back = draw.minutes(0.5, 60);
        Duration ago = back.plus(draw.minutes(2, 10));
        return Told.of(
                draw.past(ago).deployed(draw.bad(42).withPlaces(2), ago).before(back, Change.breakerTrips()), ago);
    }),
    RETURNED_BY_PERSON("somebody returned to the release before the bad one", 5, draw -> {
        Duration back = draw.minutes(0.5, 90);
        Duration ago = back.plus(draw.minutes(3, 60));
        return Told.of(draw.past(ago).deployed(draw.bad(42), ago).before(back, Change.redeploys(41)), ago);
    }),
    RETURNED_BY_TOOL("a tool stopped the bad release, or registered the one before anew", 4, draw -> {
        Duration back = draw.minutes(0.5, 60);
        Duration ago = back.plus(draw.minutes(3, 25));
        Release before = draw.good(41);
        Scenario scenario = draw.past(ago.plus(draw.hours(1, 100)).plus(ofMinutes(30)), 40)
                .deployed(before, ago.plus(draw.hours(1, 100)))
                .deployed(draw.bad(42), ago);
        return Told.of(
                draw.once(0.5)
                        ? scenario.withBakeTime(ofMinutes(30)).before(back, Change.stopsDeployment())
                        : scenario.deployed(before.withNumber(43), back),
                ago);
    }),
    HEALED("a bad release healed by itself", 5, draw -> {
        Duration healed = draw.minutes(2, 60);
        Duration ago = healed.plus(draw.minutes(4, 60));
        Release heals = draw.bad(42).withErrorRatePercent(draw.aGoodRate(), ago.minus(healed));
        return Told.of(draw.past(ago).deployed(heals, ago), ago);
    }),
    SPIKE_OVER("a dependency failed for minutes after a good release", 6, draw -> {
        Duration over = draw.minutes(2, 60);
        Duration length = draw.minutes(1, 15);
        Duration began = over.plus(length);
        Duration ago = began.plus(draw.minutes(1, 120));
        return Told.of(
                        draw.past(ago)
                                .deployed(draw.good(42), ago)
                                .before(began, Change.dependencyFails(draw.faultPercent(), length)),
                        began)
                .withoutCandidate();
    }),
    DEPENDENCY_DOWN("a dependency fails after a good release, and goes on failing", 5, draw -> {
        Duration began = draw.minutes(4, 60);
        Duration ago = began.plus(draw.minutes(1, 120));
        Duration length = began.plus(draw.minutes(2, 120));
        return Told.of(
                        draw.past(ago)
                                .deployed(draw.good(42), ago)
                                .before(began, Change.dependencyFails(draw.faultPercent(), length)),
                        began)
                .withoutCandidate();
    }),
    ONLY_REDEPLOYED("a dependency fails after what ran was deployed once more", 3, draw -> {
        Duration began = draw.minutes(4, 60);
        Duration ago = began.plus(draw.minutes(1, 60));
        Duration length = draw.once(0.5) ? began.multipliedBy(3) : draw.part(began, 0.1, 0.9);
        return Told.of(
                        draw.past(ago.plus(ofHours(10)))
                                .before(ago, Change.redeploys(41))
                                .before(began, Change.dependencyFails(draw.faultPercent(), length)),
                        began)
                .withoutCandidate();
    }),
    NOTHING_WRONG("nothing is wrong at all", 5, draw -> {
        Duration ago = draw.minutes(6, 120);
        Duration said = draw.part(ago, 0.1, 0.98);
        return Told.of(draw.past(ago).deployed(draw.good(42), ago), said).withoutCandidate();
    });

    private static final double ONE_IN_EIGHT = 0.125;
    private static final Duration AFTER_START = ofHours(2);

    /**
     * A story without its measurements.
     *
     * @param began how long before the start the fault began, or, where there is none, is said to have begun
     * @param candidate whether what serves is bad by itself and a good release before it can be deployed
     */
    record Told(Scenario scenario, Duration began, boolean candidate) {
        private static Told of(Scenario scenario, Duration began) {
            return new Told(scenario, began, true);
        }

        private Told withoutCandidate() {
            return new Told(scenario, began, false);
        }
    }

    private final String words;
    private final int weight;
    private final Function<StoryDraw, Told> teller;

    StoryKind(String words, int weight, Function<StoryDraw, Told> teller) {
        this.words = words;
        this.weight = weight;
        this.teller = teller;
    }

    private static Release withHealth(StoryDraw draw, Release release) {
        return draw.once(ONE_IN_EIGHT) ? release.withFailingHealth() : release;
    }

    /** Returns a release whose fault comes and goes, from its deployment until long after the start. */
    private static Release pausing(StoryDraw draw, Duration ago) {
        Release release = draw.bad(42);
        Duration at = draw.minutes(2, 10);
        while (at.compareTo(ago.plus(AFTER_START)) < 0) {
            Duration pause = draw.minutes(1.5, 6);
            release = release.withErrorRatePercent(draw.aGoodRate(), at)
                    .withErrorRatePercent(draw.faultPercent(), at.plus(pause));
            at = at.plus(pause).plus(draw.minutes(2, 10));
        }
        return release;
    }

    Told tell(StoryDraw draw) {
        return teller.apply(draw);
    }

    /** Returns the kind that a number in [0, 1) draws. */
    static StoryKind drawn(double unit) {
        int all = 0;
        for (StoryKind kind : values()) {
            all += kind.weight;
        }
        double left = unit * all;
        for (StoryKind kind : values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        return NOTHING_WRONG;
    }

    @Override
    public String toString() {
        return words;
    }
}
