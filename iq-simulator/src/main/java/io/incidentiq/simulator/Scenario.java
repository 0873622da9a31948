package io.incidentiq.simulator;

import io.incidentiq.simulator.fact.Denial;
import io.incidentiq.simulator.scenario.Measured;
import io.incidentiq.simulator.scenario.Setting;
import io.incidentiq.simulator.world.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A drill: the past of a service up to the moment in which the tool is started, and what happens to it afterwards. Every
 * service of the drill plays the same story by itself. Immutable; every {@code with} returns a copy.
 */
public final class Scenario {
    /** The services that a drill knows unless it names its own. */
    public static final Set<String> SERVICES =
            Set.of("payments-service", "auth-service", "user-service", "api-gateway");

    private static final List<Scenario> ALL = Stream.of(
                    BuiltInScenarios.ALL, MisleadingScenarios.ALL, TrafficScenarios.ALL)
            .flatMap(List::stream)
            .toList();

    private final String name;
    private final String description;
    private final Story story;
    private final Setting setting;

    private Scenario(String name, String description, Story story, Setting setting) {
        this.name = name;
        this.description = description;
        this.story = story;
        this.setting = setting;
    }

    /**
     * Returns a drill in which nothing has happened yet: three tasks wanted, started within 10 to 30 seconds and drained in 30,
     * no trouble with calls, a health endpoint, no stated incident start.
     */
    public static Scenario create(String name, String description) {
        return new Scenario(name, description, Story.EMPTY, Setting.of(SERVICES));
    }

    /**
     * Returns the built-in scenario of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Scenario named(String name) {
        return all().stream()
                .filter(scenario -> scenario.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "scenario '%s': expected one of %s".formatted(name, String.join(", ", names()))));
    }

    /** Returns the names of the built-in scenarios, the simplest first. */
    public static List<String> names() {
        return all().stream().map(Scenario::name).toList();
    }

    /** Returns the built-in scenarios, the simplest first. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** Returns a copy in which somebody deployed {@code release} {@code ago} before the start. */
    public Scenario deployed(Release release, Duration ago) {
        return before(ago, Change.deploys(release));
    }

    /**
     * Returns a copy in which {@code change} happened {@code ago} before the start; with {@code ZERO} just before it. Changes at
     * the same instant happen in the order in which they were added.
     *
     * @throws IllegalArgumentException if {@code ago} is negative
     */
    public Scenario before(Duration ago, Change change) {
        return withStory(story.before(new Story.Event(ago, change.effect())));
    }

    /**
     * Returns a copy in which {@code change} happens {@code delay} after the start, whatever we do: while a plan is made, say. Reads
     * take 40 to 120 milliseconds.
     *
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public Scenario afterStart(Duration delay, Change change) {
        return withStory(story.afterStart(new Story.Event(delay, change.effect())));
    }

    /**
     * Returns a copy in which {@code change} happens {@code delay} after our first write to the service took effect.
     *
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public Scenario afterWrite(Duration delay, Change change) {
        return withStory(story.afterWrite(new Story.Event(delay, change.effect())));
    }

    /** Returns a copy that states that the incident began {@code ago} before the start. */
    public Scenario withIncidentStarted(Duration ago) {
        return withStory(story.withIncidentAgo(ago));
    }

    /** Returns a copy with these services instead of {@link #SERVICES}. */
    public Scenario withServices(Set<String> services) {
        return withSetting(setting.withServices(services));
    }

    /** Returns a copy whose services want {@code desired} tasks. */
    public Scenario withDesiredCount(int desired) {
        return withSetting(setting.withPace(pace().wanting(desired)));
    }

    /** Returns a copy whose tasks take half to one and a half of {@code start} until they serve. */
    public Scenario withTaskStart(Duration start) {
        return withSetting(setting.withPace(pace().starting(start)));
    }

    /** Returns a copy whose tasks drain for {@code drain} once they are taken out of traffic. */
    public Scenario withDrain(Duration drain) {
        return withSetting(setting.withPace(pace().draining(drain)));
    }

    /**
     * Returns a copy whose services deploy blue/green: a rollout's tasks get no request until all of them run, then all requests, and the
     * others drain. Its tasks are in the target group in which the others aren't.
     */
    public Scenario withBlueGreen() {
        return withSetting(setting.withPace(pace().movingAtOnce()));
    }

    /** Returns a copy in which this share of the calls to registry and metrics, in [0, 1], is throttled. */
    public Scenario withThrottled(double share) {
        return withSetting(setting.withTrouble(trouble().with(share, trouble().lostAnswer())));
    }

    /**
     * Returns a copy in which the answer to the first write that isn't throttled is lost with this probability; half of those
     * writes take effect all the same, seconds later.
     */
    public Scenario withLostAnswer(double probability) {
        return withSetting(setting.withTrouble(trouble().with(trouble().throttled(), probability)));
    }

    /**
     * Returns a copy in which calls of {@code operation} are denied. Operations have their names in AWS, on the ports too, such as
     * {@code UpdateService}; {@code GetMetricData} is what a metrics source calls.
     */
    public Scenario withDenied(String operation, Denial why) {
        return withSetting(setting.withTrouble(trouble().denying(operation, why)));
    }

    /** Returns a copy whose services have no health endpoint. */
    public Scenario withoutHealthEndpoint() {
        return withSetting(setting.withShown(new Setting.Shown(false, historyBehind())));
    }

    /**
     * Returns a copy in which the list of deployments doesn't hold one in its first {@code behind}, while the service itself shows it
     * at once.
     *
     * @throws IllegalArgumentException if {@code behind} is negative
     */
    public Scenario withHistoryBehind(Duration behind) {
        return withSetting(setting.withShown(new Setting.Shown(healthEndpoint(), behind)));
    }

    /**
     * Returns a copy whose platform takes {@code stop} from an accepted stop until it acts on it, so that a deployment may complete in
     * spite of it, and {@code rollback} from there until the rollback's own rollout is primary; by default 2 seconds and none.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Scenario withSlowRollbacks(Duration stop, Duration rollback) {
        return withSetting(setting.withLags(new Setting.Lags(stop, rollback, lags().bake(), lags().back())));
    }

    /**
     * Returns a copy whose deployments end well only {@code bake} after their last task serves and no other does.
     *
     * @throws IllegalArgumentException if {@code bake} is negative
     */
    public Scenario withBakeTime(Duration bake) {
        return withSetting(setting.withLags(new Setting.Lags(lags().stop(), lags().rollback(), bake, lags().back())));
    }

    /**
     * Returns a copy whose platform, once it goes back, shows the undone rollout as the primary one for {@code lag} more, while the
     * tasks of the other one come up already.
     *
     * @throws IllegalArgumentException if {@code lag} is negative
     */
    public Scenario withLaggingPrimary(Duration lag) {
        Setting.Return now = lags().back();
        return withReturn(new Setting.Return(lag, now.asBefore(), now.race()));
    }

    /**
     * Returns a copy whose platform goes back by making the old rollout primary again, with the id and the creation time that it had,
     * and without a word of what that undoes.
     */
    public Scenario withOldRolloutReturning() {
        Setting.Return now = lags().back();
        return withReturn(new Setting.Return(now.primary(), true, now.race()));
    }

    /** Returns a copy whose platform accepts a stop, and the deployment completes all the same. */
    public Scenario withStopOutrun() {
        Setting.Return now = lags().back();
        return withReturn(new Setting.Return(now.primary(), now.asBefore(), Setting.StopRace.OUTRUN));
    }

    /** Returns a copy in which a deployment has completed just before it is to be stopped, so that the stop is refused. */
    public Scenario withStopTooLate() {
        Setting.Return now = lags().back();
        return withReturn(new Setting.Return(now.primary(), now.asBefore(), Setting.StopRace.TOO_LATE));
    }

    private Scenario withReturn(Setting.Return back) {
        return withSetting(setting.withLags(new Setting.Lags(lags().stop(), lags().rollback(), lags().bake(), back)));
    }

    /**
     * Returns a copy in which {@code perMinute} requests arrive each minute on average, and the metric shows which share of them
     * failed: arrivals are Poisson's, failures binomial, and a period without requests has no point. By default requests aren't
     * counted, and a point lies within 8 % of the rate.
     *
     * @throws IllegalArgumentException if {@code perMinute} is negative; 0 means not counted
     */
    public Scenario withTraffic(int perMinute) {
        return withDailyTraffic(perMinute, 1);
    }

    /**
     * Returns a copy as {@link #withTraffic} has it, in which the traffic of 16:00 UTC falls to {@code nightShare} of it at 04:00,
     * and back, as a cosine does.
     *
     * @throws IllegalArgumentException if {@code perMinute} is negative, or {@code nightShare} not in [0, 1]
     */
    public Scenario withDailyTraffic(int perMinute, double nightShare) {
        return with(Load.of(perMinute).withNight(nightShare));
    }

    /** Returns a copy in which requests arrive and are counted as {@code load} says, and no longer as another one said. */
    public Scenario with(Load load) {
        return withMeasured(measured().of(load.requests()));
    }

    /**
     * Returns a copy in which the rate itself wanders from minute to minute, as real traffic's does: it is multiplied by a log-normal
     * factor of mean 1 and coefficient of variation {@code variation}, whose logarithm is correlated with that of the minute before
     * by {@code correlation}. With {@link #withTraffic} the noise of counting comes on top.
     *
     * @throws IllegalArgumentException unless {@code variation} is in [0, 5] and {@code correlation} in [0, 0.95]
     */
    public Scenario withCorrelatedNoise(double variation, double correlation) {
        return withMeasured(measured().with(new Measured.Noise(variation, correlation)));
    }

    /** Returns a copy whose metric is the success rate: 100 minus the error rate, lower is worse. */
    public Scenario withSuccessRate() {
        return withMeasured(measured().showing(Measured.Shows.SUCCESS_RATE));
    }

    /**
     * Returns a copy whose metric is the 99th percentile of how long requests take, in milliseconds, as the service publishes it once a
     * minute. About 300 ms where nothing fails; three times that at 5 % errors.
     */
    public Scenario withSlowestPercent() {
        return withMeasured(measured().showing(Measured.Shows.SLOWEST_PERCENT));
    }

    /** Returns a copy whose metric counts the requests that failed, where requests are counted; a minute without any has no point. */
    public Scenario withErrorCount() {
        return withMeasured(measured().showing(Measured.Shows.ERROR_COUNT));
    }

    /** Returns a copy whose metric doesn't show the incident: the error rate of a service that is well, whatever serves. */
    public Scenario withBlindMetric() {
        return withMeasured(measured().showing(Measured.Shows.NOTHING_OF_THE_INCIDENT));
    }

    /**
     * Returns a copy in which this share of the metric's points, chosen at random, is never published.
     *
     * @throws IllegalArgumentException unless {@code share} is in [0, 1]
     */
    public Scenario withGaps(double share) {
        Measured.Publication now = measured().publication();
        return withMeasured(measured().published(new Measured.Publication(now.earliest(), now.latest(), share)));
    }

    /**
     * Returns a copy in which each of the metric's points is published {@code earliest} to {@code latest} after its period's end; a
     * later point may come before an earlier one. By default all are after 30 seconds.
     *
     * @throws IllegalArgumentException if {@code earliest} is negative or longer than {@code latest}
     */
    public Scenario withLatePoints(Duration earliest, Duration latest) {
        double gaps = measured().publication().gaps();
        return withMeasured(measured().published(new Measured.Publication(earliest, latest, gaps)));
    }

    private Scenario withStory(Story changed) {
        return new Scenario(name, description, changed, setting);
    }

    private Scenario withSetting(Setting changed) {
        return new Scenario(name, description, story, changed);
    }

    private Scenario withMeasured(Measured changed) {
        return withSetting(setting.withMeasured(changed));
    }

    /** Returns the name that a person asks for it by. */
    public String name() {
        return name;
    }

    /** Returns what happens, in a line. */
    public String description() {
        return description;
    }

    /** Returns the services that exist in the cluster. */
    public Set<String> services() {
        return setting.services();
    }

    /** Returns which share of the calls is throttled, in [0, 1]. */
    public double throttledShare() {
        return trouble().throttled();
    }

    /** Returns how likely the answer to the first write is lost, in [0, 1]. */
    public double lostAnswerProbability() {
        return trouble().lostAnswer();
    }

    /** Returns why calls of {@code operation} are denied; empty where they are not. */
    public Optional<Denial> denial(String operation) {
        return Optional.ofNullable(trouble().denied().get(operation));
    }

    /** Returns what happens, as the world takes it. */
    Story story() {
        return story;
    }

    /** Returns the platform that it plays on, as the world takes it. */
    Setting setting() {
        return setting;
    }

    private Setting.Pace pace() {
        return setting.pace();
    }

    private Setting.Trouble trouble() {
        return setting.trouble();
    }

    Measured measured() {
        return setting.measured();
    }

    private boolean healthEndpoint() {
        return setting.shown().healthEndpoint();
    }

    private Duration historyBehind() {
        return setting.shown().historyBehind();
    }

    private Setting.Lags lags() {
        return setting.lags();
    }
}
