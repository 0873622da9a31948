package io.incidentiq.simulator;

import java.util.function.Consumer;

/** Something that happens to a service in a drill without our doing: other operators, the platform, trouble. Immutable. */
public final class Change {
    private final Consumer<SimulatedService> effect;

    private Change(Consumer<SimulatedService> effect) {
        this.effect = effect;
    }

    void happenTo(SimulatedService service) {
        effect.accept(service);
    }

    /** Somebody registers {@code release} and doesn't deploy it. */
    public static Change registers(Release release) {
        return new Change(service -> service.catalog().register(release));
    }

    /** Somebody registers {@code release} and deploys it. */
    public static Change deploys(Release release) {
        return new Change(service -> {
            service.catalog().register(release);
            service.deploy(release.number());
        });
    }

    /** Somebody deploys revision {@code number}, registered earlier. */
    public static Change redeploys(int number) {
        return new Change(service -> service.deploy(number));
    }

    /** Somebody deregisters revision {@code number}: it is INACTIVE from then on, and can't be deployed again. */
    public static Change deregisters(int number) {
        return new Change(service -> service.catalog().deregister(number));
    }

    /** From then on only {@code places} tasks of each later rollout of revision {@code number} find a place. */
    public static Change limitsPlaces(int number, int places) {
        return new Change(service -> service.catalog().limitPlaces(number, places));
    }

    /** The platform's circuit breaker throws the deployment in progress, if there is one, back to the last that completed. */
    public static Change breakerTrips() {
        return new Change(SimulatedService::tripBreaker);
    }

    /** {@code count} running tasks of the primary rollout crash; the platform starts others in their place. */
    public static Change crashes(int count) {
        return new Change(service -> service.crash(count));
    }

    /** One task of the primary rollout that hasn't started never will; {@code reason} is the platform's, in its own words. */
    public static Change failsToStart(String reason) {
        return new Change(service -> service.failToStart(reason));
    }

    /** Something that every revision depends on fails: whatever serves, at least this share is answered with an error. */
    public static Change dependencyFails(double errorRatePercent) {
        return new Change(service -> service.serving().floor(errorRatePercent));
    }

    /** No metric is published any more. */
    public static Change silencesMetrics() {
        return new Change(service -> service.serving().silence());
    }
}
