package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.MigrationFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task definition revision of a drill: what it says, and how its tasks turn out. One container, {@code web}, listens on port
 * 8080 behind a load balancer. Immutable.
 */
public final class Release {
    /** What a service that is well answers with an error, in percent. */
    public static final double GOOD_ERROR_RATE_PERCENT = 0.4;
    /** What a service that is sick answers with an error, in percent. */
    public static final double BAD_ERROR_RATE_PERCENT = 8.5;

    private final int number;
    private final Content content;
    private final Behaviour behaviour;
    private final MigrationFinding migrations;

    /**
     * What the definition says; {@code tag} and {@code sidecarImage} are null where it has none of its own, {@code written} is
     * empty unless somebody wrote the containers out.
     */
    record Content(
            int build,
            @Nullable String tag,
            String environment,
            @Nullable String sidecarImage,
            List<ContainerDefinition> written) {
        Content(int build, @Nullable String tag, String environment, @Nullable String sidecarImage) {
            this(build, tag, environment, sidecarImage, List.of());
        }
    }

    /** How its tasks turn out: what they answer, phase by phase, and how many of them ever start. */
    private record Behaviour(List<Phase> phases, boolean healthy, int places) {}

    /** From {@code since} its rollout began, its tasks answer this share of requests with an error. */
    private record Phase(Duration since, double errorRatePercent) {}

    private Release(int number, Content content, Behaviour behaviour, MigrationFinding migrations) {
        this.number = number;
        this.content = content;
        this.behaviour = behaviour;
        this.migrations = migrations;
    }

    /** Returns revision {@code number} that works: an image of its own, {@code registry.example/SERVICE:1.NUMBER.0}. */
    public static Release good(int number) {
        return new Release(
                number,
                new Content(number, null, "", null),
                new Behaviour(List.of(new Phase(Duration.ZERO, GOOD_ERROR_RATE_PERCENT)), true, Integer.MAX_VALUE),
                MigrationFinding.UNKNOWN);
    }

    /** Returns revision {@code number} that answers {@value #BAD_ERROR_RATE_PERCENT} % with an error, while its health endpoint says 200. */
    public static Release bad(int number) {
        return good(number).withErrorRatePercent(BAD_ERROR_RATE_PERCENT);
    }

    /** Returns a copy that runs the image built for revision {@code other}. */
    public Release withImageOf(int other) {
        return withContent(new Content(other, content.tag, content.environment, content.sidecarImage));
    }

    /** Returns a copy whose image reference ends in {@code tag}. The newest definition that is registered with a tag moves it. */
    public Release withTag(String tag) {
        return withContent(new Content(content.build, tag, content.environment, content.sidecarImage));
    }

    /** Returns a copy with another environment; the ports show that it differs, never what it is. */
    public Release withEnvironment(String environment) {
        return withContent(new Content(content.build, content.tag, environment, content.sidecarImage));
    }

    /** Returns a copy with a second container, {@code sidecar}; its reference always resolves to the same image. */
    public Release withSidecar(String image) {
        return withContent(new Content(content.build, content.tag, content.environment, image));
    }

    /** Returns a copy that answers this share of requests with an error. */
    public Release withErrorRatePercent(double errorRatePercent) {
        return withPhases(List.of(new Phase(Duration.ZERO, errorRatePercent)));
    }

    /**
     * Returns a copy that answers this share of requests with an error from {@code since} after each of its rollouts began: a leak that
     * fills, a cache that warms up. Calls add up, in any order.
     *
     * @throws IllegalArgumentException unless {@code since} is above zero
     */
    public Release withErrorRatePercent(double errorRatePercent, Duration since) {
        if (since.isZero() || since.isNegative()) {
            throw new IllegalArgumentException("since must be above zero, found " + since);
        }
        var phases = new ArrayList<>(behaviour.phases);
        phases.removeIf(phase -> phase.since.equals(since));
        phases.add(new Phase(since, errorRatePercent));
        phases.sort(Comparator.comparing(Phase::since));
        return withPhases(List.copyOf(phases));
    }

    /** Returns a copy whose fault ends by itself {@code since} after its rollout began. */
    public Release healsAfter(Duration since) {
        return withErrorRatePercent(GOOD_ERROR_RATE_PERCENT, since);
    }

    /** Returns a copy whose fault pauses for {@code length}, {@code since} after its rollout began, and comes back. */
    public Release lullsAfter(Duration since, Duration length) {
        double fault = errorRatePercent(since);
        return healsAfter(since).withErrorRatePercent(fault, since.plus(length));
    }

    private Release withPhases(List<Phase> phases) {
        return withBehaviour(new Behaviour(phases, behaviour.healthy, behaviour.places));
    }

    /** Returns a copy whose tasks answer 503 at the health endpoint; they run and take traffic all the same. */
    public Release withFailingHealth() {
        return withBehaviour(new Behaviour(behaviour.phases, false, behaviour.places));
    }

    /** Returns a copy of whose tasks only the first {@code places} ever start, so that its rollout hangs below the desired count. */
    public Release withPlaces(int places) {
        return withBehaviour(new Behaviour(behaviour.phases, behaviour.healthy, places));
    }

    /** Returns a copy of which the change inspector knows {@code finding}. */
    public Release withMigrations(MigrationFinding finding) {
        return new Release(number, content, behaviour, finding);
    }

    /** Returns a revision that behaves as this one and says what somebody wrote. */
    Release written(int otherNumber, List<ContainerDefinition> containers, String environment) {
        var said = new Content(content.build, content.tag, environment, content.sidecarImage, List.copyOf(containers));
        return new Release(otherNumber, said, behaviour, MigrationFinding.UNKNOWN);
    }

    private Release withContent(Content changed) {
        return new Release(number, changed, behaviour, migrations);
    }

    private Release withBehaviour(Behaviour changed) {
        return new Release(number, content, changed, migrations);
    }

    /** Returns the revision's number in the family of the service. */
    public int number() {
        return number;
    }

    Content content() {
        return content;
    }

    /** Returns the image reference of {@code web} in the family {@code family}. */
    String image(String family) {
        String tag = Optional.ofNullable(content.tag).orElse("1.%d.0".formatted(content.build));
        return "registry.example/%s:%s".formatted(family, tag);
    }

    /** Returns the share of requests that its tasks answer with an error, {@code age} after their rollout began. */
    double errorRatePercent(Duration age) {
        double percent = GOOD_ERROR_RATE_PERCENT;
        for (Phase phase : behaviour.phases) {
            percent = phase.since.compareTo(age) <= 0 ? phase.errorRatePercent : percent;
        }
        return percent;
    }

    /** Returns when, after a rollout began, the share changes. */
    List<Duration> turns() {
        return behaviour.phases.stream()
                .map(Phase::since)
                .filter(since -> !since.isZero())
                .toList();
    }

    boolean healthy() {
        return behaviour.healthy;
    }

    int places() {
        return behaviour.places;
    }

    MigrationFinding migrations() {
        return migrations;
    }
}
