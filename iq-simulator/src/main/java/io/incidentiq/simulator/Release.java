package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.MigrationFinding;
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

    private record Behaviour(double errorRatePercent, boolean healthy, int places) {}

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
                new Behaviour(GOOD_ERROR_RATE_PERCENT, true, Integer.MAX_VALUE),
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
        return withBehaviour(new Behaviour(errorRatePercent, behaviour.healthy, behaviour.places));
    }

    /** Returns a copy whose tasks answer 503 at the health endpoint; they run and take traffic all the same. */
    public Release withFailingHealth() {
        return withBehaviour(new Behaviour(behaviour.errorRatePercent, false, behaviour.places));
    }

    /** Returns a copy of whose tasks only the first {@code places} ever start, so that its rollout hangs below the desired count. */
    public Release withPlaces(int places) {
        return withBehaviour(new Behaviour(behaviour.errorRatePercent, behaviour.healthy, places));
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

    double errorRatePercent() {
        return behaviour.errorRatePercent;
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
