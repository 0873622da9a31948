package io.incidentiq.simulator;

import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.simulator.scenario.Behaviour;
import io.incidentiq.simulator.scenario.Content;
import io.incidentiq.simulator.scenario.ReleaseSpec;
import java.time.Duration;

/**
 * A task definition revision of a drill: what it says, and how its tasks turn out. One container, {@code web}, listens on port
 * 8080 behind a load balancer unless it says otherwise. Immutable; every {@code with} returns a copy.
 */
public final class Release {
    /** What a service that is well answers with an error, in percent. */
    public static final double GOOD_ERROR_RATE_PERCENT = Behaviour.GOOD_ERROR_RATE_PERCENT;
    /** What a service that is sick answers with an error, in percent. */
    public static final double BAD_ERROR_RATE_PERCENT = 8.5;

    private final ReleaseSpec spec;

    private Release(ReleaseSpec spec) {
        this.spec = spec;
    }

    /** Returns revision {@code number} that works: an image of its own, {@code registry.example/SERVICE:1.NUMBER.0}. */
    public static Release good(int number) {
        return new Release(ReleaseSpec.good(number));
    }

    /** Returns revision {@code number} that answers {@value #BAD_ERROR_RATE_PERCENT} % with an error, while its health endpoint says 200. */
    public static Release bad(int number) {
        return good(number).withErrorRatePercent(BAD_ERROR_RATE_PERCENT);
    }

    /** Returns the same content, image and behaviour, registered again under another number. */
    public Release withNumber(int other) {
        return new Release(new ReleaseSpec(other, content(), behaviour(), spec.migrations()));
    }

    /** Returns a copy that runs the image built for revision {@code other}. */
    public Release withImageOf(int other) {
        return withContent(
                content().with(new Content.Image(other, content().image().tag())));
    }

    /**
     * Returns a copy whose image reference ends in {@code tag}: {@code latest}, or the commit that it was built from. The newest
     * definition that is registered with a tag moves it.
     */
    public Release withTag(String tag) {
        return withContent(content().with(new Content.Image(content().image().build(), tag)));
    }

    /** Returns a copy with another environment; the ports show that it differs, never what it is. */
    public Release withEnvironment(String environment) {
        return withContent(content().withEnvironment(environment));
    }

    /**
     * Returns a copy with another container beside {@code web}, called {@code sidecar}, then {@code sidecar-2} and so on; its
     * reference always resolves to the same image.
     */
    public Release withSidecar(String image) {
        return withContent(content().plus(new Content.Sidecar(image, false)));
    }

    /** Returns a copy with another container whose reference resolves to another image after each registration that has it. */
    public Release withFloatingSidecar(String image) {
        return withContent(content().plus(new Content.Sidecar(image, true)));
    }

    /** Returns a copy whose first sidecar, on port 8081, takes the load balancer's traffic in place of {@code web}. */
    public Release withTrafficThroughSidecar() {
        return withContent(
                content().with(new Content.Network(content().network().port(), true)));
    }

    /** Returns a copy whose {@code web} listens on {@code port}; whoever deploys it points the load balancer there. */
    public Release withPort(int port) {
        return withContent(
                content().with(new Content.Network(port, content().network().throughSidecar())));
    }

    /** Returns a copy whose container {@code web} has a label, such as the commit that it was built from. */
    public Release withLabel(String name, String value) {
        return withContent(content().withLabel(name, value));
    }

    /** Returns a copy whose definition is tagged; tags are no part of what a definition says. */
    public Release withDefinitionTag(String name, String value) {
        return withContent(content().withTag(name, value));
    }

    /** Returns a copy that always answers this share of requests with an error. */
    public Release withErrorRatePercent(double errorRatePercent) {
        return withBehaviour(behaviour().always(errorRatePercent));
    }

    /**
     * Returns a copy that answers this share of requests with an error from {@code since} after each of its rollouts began: a leak that
     * fills, a cache that warms up. Calls add up, in any order.
     *
     * @throws IllegalArgumentException unless {@code since} is above zero
     */
    public Release withErrorRatePercent(double errorRatePercent, Duration since) {
        return withBehaviour(behaviour().from(since, errorRatePercent));
    }

    /** Returns a copy whose fault ends by itself {@code since} after its rollout began. */
    public Release healsAfter(Duration since) {
        return withErrorRatePercent(GOOD_ERROR_RATE_PERCENT, since);
    }

    /** Returns a copy whose fault pauses for {@code length}, {@code since} after its rollout began, and comes back. */
    public Release lullsAfter(Duration since, Duration length) {
        double fault = behaviour().errorRatePercent(since);
        return healsAfter(since).withErrorRatePercent(fault, since.plus(length));
    }

    /** Returns a copy whose tasks answer 503 at the health endpoint; they run and take traffic all the same. */
    public Release withFailingHealth() {
        return withBehaviour(behaviour().unhealthy());
    }

    /** Returns a copy of whose tasks only the first {@code places} ever start, so that its rollout hangs below the desired count. */
    public Release withPlaces(int places) {
        return withBehaviour(behaviour().withPlaces(places));
    }

    /** Returns a copy of which the change inspector knows {@code finding}. */
    public Release withMigrations(MigrationFinding finding) {
        return new Release(new ReleaseSpec(number(), content(), behaviour(), finding));
    }

    private Release withContent(Content changed) {
        return new Release(new ReleaseSpec(number(), changed, behaviour(), spec.migrations()));
    }

    private Release withBehaviour(Behaviour changed) {
        return new Release(new ReleaseSpec(number(), content(), changed, spec.migrations()));
    }

    /** Returns the revision's number in the family of the service. */
    public int number() {
        return spec.number();
    }

    private Content content() {
        return spec.content();
    }

    private Behaviour behaviour() {
        return spec.behaviour();
    }

    /** Returns what it lays down, as the world takes it. */
    ReleaseSpec spec() {
        return spec;
    }
}
