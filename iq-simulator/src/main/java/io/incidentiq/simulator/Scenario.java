package io.incidentiq.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A drill: the past of a service up to the moment in which the tool is started, and what happens to it afterwards. Every
 * service of the drill plays the same story by itself. Immutable; every {@code with} returns a copy.
 */
public final class Scenario {
    /** The services that a drill knows unless it names its own. */
    public static final Set<String> SERVICES =
            Set.of("payments-service", "auth-service", "user-service", "api-gateway");

    private final String name;
    private final String description;
    private final Story story;
    private final Platform platform;

    /** What happens: before the start (by how long before), and after our first write took effect (by how long after). */
    private record Story(
            List<Event> before,
            List<Event> afterWrite,
            @Nullable Duration incidentAgo) {}

    record Event(Duration offset, Change change) {}

    private record Platform(Set<String> services, Pace pace, Trouble trouble, boolean healthEndpoint) {}

    /** How many tasks a service wants, how long one takes to start (half to one and a half of it), and how long one drains. */
    record Pace(int desired, Duration start, Duration drain) {}

    /** How likely a call is throttled, and the answer to the first write lost. */
    record Trouble(double throttled, double lostAnswer) {}

    private Scenario(String name, String description, Story story, Platform platform) {
        this.name = name;
        this.description = description;
        this.story = story;
        this.platform = platform;
    }

    /**
     * Returns a drill in which nothing has happened yet: three tasks wanted, started within 10 to 30 seconds and drained in 30,
     * no trouble with calls, a health endpoint, no stated incident start.
     */
    public static Scenario create(String name, String description) {
        return new Scenario(
                name,
                description,
                new Story(List.of(), List.of(), null),
                new Platform(
                        SERVICES,
                        new Pace(3, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                        new Trouble(0, 0),
                        true));
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
        return BuiltInScenarios.ALL;
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
        return withStory(new Story(plus(story.before, ago, change), story.afterWrite, story.incidentAgo));
    }

    /**
     * Returns a copy in which {@code change} happens {@code delay} after our first write to the service took effect.
     *
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public Scenario afterWrite(Duration delay, Change change) {
        return withStory(new Story(story.before, plus(story.afterWrite, delay, change), story.incidentAgo));
    }

    /** Returns a copy that states that the incident began {@code ago} before the start. */
    public Scenario withIncidentStarted(Duration ago) {
        return withStory(new Story(story.before, story.afterWrite, ago));
    }

    /** Returns a copy with these services instead of {@link #SERVICES}. */
    public Scenario withServices(Set<String> services) {
        return withPlatform(
                new Platform(Set.copyOf(services), platform.pace, platform.trouble, platform.healthEndpoint));
    }

    /** Returns a copy whose services want {@code desired} tasks. */
    public Scenario withDesiredCount(int desired) {
        return withPace(new Pace(desired, pace().start, pace().drain));
    }

    /** Returns a copy whose tasks take half to one and a half of {@code start} until they serve. */
    public Scenario withTaskStart(Duration start) {
        return withPace(new Pace(pace().desired, start, pace().drain));
    }

    /** Returns a copy whose tasks drain for {@code drain} once they are taken out of traffic. */
    public Scenario withDrain(Duration drain) {
        return withPace(new Pace(pace().desired, pace().start, drain));
    }

    /** Returns a copy in which this share of the calls to registry and metrics, in [0, 1], is throttled. */
    public Scenario withThrottled(double share) {
        return withTrouble(new Trouble(share, trouble().lostAnswer));
    }

    /**
     * Returns a copy in which the answer to the first write that isn't throttled is lost with this probability; half of those
     * writes take effect all the same, seconds later.
     */
    public Scenario withLostAnswer(double probability) {
        return withTrouble(new Trouble(trouble().throttled, probability));
    }

    /** Returns a copy whose services have no health endpoint. */
    public Scenario withoutHealthEndpoint() {
        return withPlatform(new Platform(platform.services, platform.pace, platform.trouble, false));
    }

    private static List<Event> plus(List<Event> events, Duration offset, Change change) {
        if (offset.isNegative()) {
            throw new IllegalArgumentException("expected a duration >= 0, found " + offset);
        }
        var longer = new ArrayList<>(events);
        longer.add(new Event(offset, change));
        return List.copyOf(longer);
    }

    private Scenario withStory(Story changed) {
        return new Scenario(name, description, changed, platform);
    }

    private Scenario withPlatform(Platform changed) {
        return new Scenario(name, description, story, changed);
    }

    private Scenario withPace(Pace pace) {
        return withPlatform(new Platform(platform.services, pace, platform.trouble, platform.healthEndpoint));
    }

    private Scenario withTrouble(Trouble trouble) {
        return withPlatform(new Platform(platform.services, platform.pace, trouble, platform.healthEndpoint));
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
        return platform.services;
    }

    /** Returns which share of the calls is throttled, in [0, 1]. */
    public double throttledShare() {
        return trouble().throttled;
    }

    /** Returns how likely the answer to the first write is lost, in [0, 1]. */
    public double lostAnswerProbability() {
        return trouble().lostAnswer;
    }

    List<Event> before() {
        return story.before;
    }

    List<Event> afterWrite() {
        return story.afterWrite;
    }

    Optional<Duration> incidentAgo() {
        return Optional.ofNullable(story.incidentAgo);
    }

    Pace pace() {
        return platform.pace;
    }

    Trouble trouble() {
        return platform.trouble;
    }

    boolean healthEndpoint() {
        return platform.healthEndpoint;
    }
}
