package io.incidentiq.rollback.internal.policy;

import java.time.Duration;

/**
 * The numbers that the rules of the engine rest on, each with its unit and its reason; a request or a runbook may say otherwise of some.
 * {@code docs/defaults.md} is the same as a table, written by a test.
 */
public enum Defaults {
    PLANNING_LIMIT(Section.PLANNING, Duration.ofSeconds(60), "a plan that takes longer is no help in an incident"),
    OPTIONAL_LIMIT(
            Section.PLANNING,
            Duration.ofSeconds(5),
            "metric, health and migrations together must not hold up a plan; then they are unknown"),
    OPTIONAL_TRIES(Section.PLANNING, 8, "a read that is not essential and fails as often is unknown"),
    UNREACHABLE_LIMIT(
            Section.PLANNING, Duration.ofSeconds(8), "a wrong Region or a dead endpoint does not mend itself"),
    STRADDLING_READS(
            Section.PLANNING, 5, "service and history are read again this often while they show different deployments"),
    HISTORY(Section.PLANNING, Duration.ofDays(90), "Amazon ECS keeps the service deployments of 90 days"),
    NEWEST_DEPLOYMENTS(Section.PLANNING, 200, "ten calls of twenty, side by side, tell what a busy service ran before"),
    NEWEST_SUCCESSES(Section.PLANNING, 20, "a row of failed deployments must not hide the successes before it"),
    CANDIDATES(Section.PLANNING, 6, "each revision that is looked at costs a call"),
    SUSPECT_WINDOW(Section.PLANNING, Duration.ofHours(6), "most incidents are noticed within hours of their cause"),
    LONGEST_SUSPECT_WINDOW(Section.PLANNING, Duration.ofDays(90), "no platform's history reaches further back"),
    METRIC_RANGE(Section.PLANNING, Duration.ofHours(24), "a day shows how the service does at this time of day"),
    RECORD(Section.PLANNING, Duration.ofMinutes(60), "how far back the record of a revision reaches"),
    PROVEN(Section.PLANNING, Duration.ofMinutes(15), "a revision that served for less has proven little"),
    UNTOLD_INCIDENT(Section.PLANNING, 8, "periods", "a few bad minutes that nobody told of are often chance"),
    CLOCK_DIFFERENCE(Section.PLANNING, Duration.ofMinutes(1), "two clocks may differ by that"),
    REPLANS(Section.PLANNING, 2, "a world that moves three times is left to a person"),
    LEAST_BASELINE(Section.METRIC, 5, "periods", "fewer do not tell how a service does without a fault"),
    LEAST_INCIDENT(Section.METRIC, 3, "periods", "fewer do not tell whether the metric shows an incident"),
    MUCH_WORSE(Section.METRIC, 1.5, "times", "a fault that is worth a rollback is half as much again"),
    RANK_LEVEL(Section.METRIC, 0.01, "one false alarm in a hundred by chance"),
    SHOWN_LEVEL(Section.METRIC, 0.01, "what counts show is wrong at most once in a hundred"),
    ASSUMED_SPREAD(
            Section.METRIC,
            0.5,
            "a rate is taken to wander by half of its level until a long baseline shows less, or any shows more"),
    ASSUMED_MEMORY(
            Section.METRIC,
            0.7,
            "two successive periods are taken to be that alike until a long baseline shows otherwise"),
    LEAST_OF_NOISE(Section.METRIC, 30, "periods", "fewer do not tell how much a rate wanders"),
    LATE_POINTS(
            Section.METRIC, Duration.ofMinutes(3), "a point may come that late: a younger period is not judged yet"),
    MISSING_AFTER(
            Section.METRIC,
            Duration.ofMinutes(3),
            "failures that are missing that long after a period with requests are none, if two reads agree"),
    MISSING_READS(Section.METRIC, 2, "one read may miss a point that comes late"),
    EVIDENT_PERIODS(
            Section.METRIC,
            20,
            "periods",
            "a share times its samples that is whole in as many periods with errors counts requests"),
    NOW(Section.METRIC, Duration.ofMinutes(15), "what counts as now reaches back that far, at most"),
    LEAST_NOW(Section.METRIC, 3, "periods", "fewer make no statement of now"),
    LEAST_WELL(
            Section.METRIC,
            5,
            "periods",
            "as many tell that a release does well where the incident was too short to be measured"),
    SURE_NOW(Section.METRIC, 8, "periods", "as many show that a fault of the newest few is no chance"),
    LATEST_WITHIN(Section.METRIC, 3, "periods", "the newest point may lie that far back: points come late"),
    ONSET_GAP(Section.METRIC, 5, "periods", "a fault that comes and goes is not high in each period"),
    BORROWED(Section.METRIC, 60, "periods", "other stretches give a baseline no more than an hour of minutes"),
    FRESH(Section.WRITE, Duration.ofSeconds(10), "nothing is written on an older look at the service"),
    BEGIN_LIMIT(
            Section.WRITE,
            Duration.ofSeconds(15),
            "a write that the platform's client has not begun by then is not begun at all"),
    WRITE_LIMIT(
            Section.WRITE, Duration.ofSeconds(60), "a port that gives up after 40 s is done with the write by then"),
    STORE_LIMIT(Section.WRITE, Duration.ofSeconds(30), "the intent is stored by then, or nothing is written"),
    TELL_LIMIT(Section.WRITE, Duration.ofSeconds(3), "a message to the team holds nothing up for longer"),
    RECONCILE_EVERY(Section.WRITE, Duration.ofSeconds(5), "how often a write whose answer is lost is looked for"),
    INVISIBLE_FOR(Section.WRITE, Duration.ofSeconds(15), "a platform may show a write that late"),
    UNCHANGED_READS(Section.WRITE, 3, "as many looks that show nothing new say that the write took no effect"),
    WRITE_ATTEMPTS(Section.WRITE, 2, "a write is sent again once, and only if the first took no effect"),
    READ_LIMIT(Section.READS, Duration.ofSeconds(30), "a read that takes longer has failed"),
    EXPLANATION_LIMIT(Section.READS, Duration.ofSeconds(5), "what only explains must not hold up the look beside it"),
    CONFIGURED_LIMIT(Section.READS, Duration.ofSeconds(2), "what is configured is told at once, or not waited for"),
    TIMEOUT(Section.WATCHING, Duration.ofMinutes(20), "from the write to mitigated; longer is no emergency rollback"),
    FIRST_POLL(Section.WATCHING, Duration.ofSeconds(5), "between two looks at a rollout that has some way to go"),
    LAST_POLL(Section.WATCHING, Duration.ofSeconds(2), "between two looks once all tasks run"),
    CALM_POLL(Section.WATCHING, Duration.ofSeconds(15), "between two looks once the target serves"),
    SLOWEST_POLL(Section.WATCHING, Duration.ofSeconds(60), "a platform that throttles is asked no less often"),
    POLL_JITTER(Section.WATCHING, 0.1, "rollbacks begun together do not ask together"),
    MITIGATED_READS(Section.WATCHING, 2, "a single look may be a stale answer"),
    UNCLEAR_AFTER(
            Section.WATCHING, Duration.ofSeconds(10), "before that, what ran before is most often a stale answer"),
    TASK_LOOK(Section.WATCHING, Duration.ofSeconds(15), "how often failing tasks are looked at"),
    TASK_LOOK_SELDOM(Section.WATCHING, Duration.ofSeconds(60), "the same after several losses"),
    MOST_LOSSES(Section.WATCHING, 5, "losing the target's tasks as often ends mitigation for good"),
    DRAIN_LIMIT(
            Section.WATCHING,
            Duration.ofMinutes(15),
            "old tasks are waited for no longer than that after verification"),
    LONGEST_WAIT(Section.WATCHING, Duration.ofHours(24), "what is written to be longer is a slip"),
    CLOCK_JUMP(Section.WATCHING, Duration.ofSeconds(5), "a clock that is corrected little by little stays far below"),
    SETTLE(Section.VERIFYING, Duration.ofMinutes(3), "caches, pools and retries calm down before anything is judged"),
    WINDOW(Section.VERIFYING, Duration.ofMinutes(5), "the verification window, where the runbook names none"),
    LEAST_WINDOW(Section.VERIFYING, 5, "periods", "fewer periods do not tell a recovery"),
    LOOK_LEVEL(
            Section.VERIFYING,
            0.02,
            "a look that finds the service better than halfway back is wrong that often, exactly halfway; all looks together keep the budgets of verification.md"),
    SECOND_LOOK(Section.VERIFYING, 8, "periods", "a window that does not decide after five is prolonged"),
    THIRD_LOOK(Section.VERIFYING, 12, "periods", "each look is half as long again: a few looks cost little certainty"),
    FOURTH_LOOK(Section.VERIFYING, 18, "periods", "the same"),
    LAST_LOOK(Section.VERIFYING, 30, "periods", "what half an hour of minutes does not show is left to a person"),
    LIKELY_DECIDED(Section.VERIFYING, 0.9, "a window that decides in nine of ten cases is called long enough"),
    LEAST_ALLOWANCE(Section.VERIFYING, 0.01, "a percentage point of bad events is no fault that is left"),
    LONGEST_WINDOW(Section.VERIFYING, Duration.ofMinutes(30), "whatever it would take to tell, no window lasts longer"),
    LATE_DATA(Section.VERIFYING, Duration.ofMinutes(5), "points of the window are waited for no longer than that"),
    PROBE_EVERY(Section.VERIFYING, Duration.ofSeconds(15), "how often the health endpoint is asked"),
    AGREEING_PROBES(Section.VERIFYING, 3, "the last probes agree, or nothing is told of health"),
    HEALTHY_SHARE(Section.VERIFYING, 0.8, "as many of the probes are healthy where the endpoint is"),
    LEFT_OF_A_FAULT(Section.VERIFYING, 0.25, "as much of a fault may be left in what is called back"),
    LEASE_MARGIN(Section.STORE, Duration.ofMinutes(30), "a lease outlives the longest rollback by that");

    private final Section section;
    private final Duration duration;
    private final double number;
    private final String unit;
    private final String reason;

    /** What a number is about; the titles of the table. */
    public enum Section {
        PLANNING("Planning"),
        METRIC("What a metric shows"),
        WRITE("The write"),
        READS("Reads"),
        WATCHING("Watching the rollout"),
        VERIFYING("Verifying"),
        STORE("The store");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    Defaults(Section section, Duration duration, String reason) {
        this(section, duration, Double.NaN, "", reason);
    }

    Defaults(Section section, double number, String reason) {
        this(section, Duration.ZERO, number, "", reason);
    }

    Defaults(Section section, double number, String unit, String reason) {
        this(section, Duration.ZERO, number, unit, reason);
    }

    Defaults(Section section, Duration duration, double number, String unit, String reason) {
        this.section = section;
        this.duration = duration;
        this.number = number;
        this.unit = unit;
        this.reason = reason;
    }

    public Section section() {
        return section;
    }

    /** Returns why it is this much. */
    public String reason() {
        return reason;
    }

    /**
     * Returns it as a duration.
     *
     * @throws IllegalStateException if it is a number
     */
    public Duration duration() {
        if (!isDuration()) {
            throw new IllegalStateException(this + " is a number");
        }
        return duration;
    }

    /**
     * Returns it as a whole number.
     *
     * @throws IllegalStateException if it is a duration, or no whole number
     */
    public int count() {
        if (share() != Math.rint(number)) {
            throw new IllegalStateException(this + " is no whole number");
        }
        return (int) number;
    }

    /**
     * Returns it as a number.
     *
     * @throws IllegalStateException if it is a duration
     */
    public double share() {
        if (isDuration()) {
            throw new IllegalStateException(this + " is a duration");
        }
        return number;
    }

    /** Returns whether it is a duration, and no number. */
    public boolean isDuration() {
        return Double.isNaN(number);
    }

    /** Returns the unit of a number, such as {@code periods}; empty where it has none. */
    public String unit() {
        return unit;
    }
}
