package io.incidentiq.simulator;

import io.incidentiq.simulator.fact.StartFailure;
import io.incidentiq.simulator.world.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Something that happens to a service in a drill without our doing: other operators, the platform, trouble. Immutable. */
public final class Change {
    private final Consumer<SimulatedService> effect;

    private Change(Consumer<SimulatedService> effect) {
        this.effect = effect;
    }

    /** Returns what it does to a service of the world. */
    Consumer<SimulatedService> effect() {
        return effect;
    }

    /** Somebody registers {@code release} and doesn't deploy it. */
    public static Change registers(Release release) {
        return new Change(service -> service.catalog().register(release.spec()));
    }

    /** Somebody registers {@code release} and deploys it. */
    public static Change deploys(Release release) {
        return new Change(service -> {
            service.catalog().register(release.spec());
            service.deployByOthers(release.number());
        });
    }

    /** Somebody deploys revision {@code number}, registered earlier. */
    public static Change redeploys(int number) {
        return new Change(service -> service.deployByOthers(number));
    }

    /** Somebody deploys what runs once more, forced: its tags are resolved anew. */
    public static Change forcesDeployment() {
        return new Change(SimulatedService::forceDeployment);
    }

    /** Somebody pushes the images of {@code release} without registering it: whatever has its tags resolves to them from then on. */
    public static Change pushes(Release release) {
        return new Change(service -> service.catalog().push(release.spec()));
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
        return undoes("ECS deployment circuit breaker: tasks failed to start.");
    }

    private static Change undoes(String reason) {
        return new Change(service -> service.rollbacks().undo(reason));
    }

    /** The circuit breaker gives up the deployment in progress, if there is one, and is not set up to roll back: what runs stays. */
    public static Change breakerGivesUp() {
        return new Change(
                service -> service.rollbacks().giveUp("ECS deployment circuit breaker: tasks failed to start."));
    }

    /** A deployment alarm throws the deployment in progress, if there is one, back to the last that completed. */
    public static Change deploymentAlarmTrips() {
        return undoes("Service deployment rolled back because deployment alarms were in ALARM.");
    }

    /** The rollback that the platform is at, if there is one, fails: what runs stays. */
    public static Change rollbackFails() {
        return new Change(service -> service.rollbacks().fail("ECS could not complete the rollback."));
    }

    /** Somebody, or some tool, stops the deployment in progress, if there is one: it is rolled back. */
    public static Change stopsDeployment() {
        return new Change(SimulatedService::stopByOthers);
    }

    /**
     * The service wants {@code tasks} tasks from then on, as autoscaling has it.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static Change scalesTo(int tasks) {
        if (tasks < 0) {
            throw new IllegalArgumentException("tasks must be >= 0, found " + tasks);
        }
        return new Change(service -> service.fleet().scaleTo(tasks));
    }

    /** {@code count} running tasks of the primary rollout crash; the platform starts others in their place. */
    public static Change crashes(int count) {
        return crashes(count, "Essential container in task exited");
    }

    /** As {@link #crashes(int)}, where the platform gives {@code reason} for each of the stopped tasks. */
    public static Change crashes(int count, String reason) {
        return new Change(service -> service.fleet().crash(count, reason));
    }

    /** From then on no task of revision {@code number} starts; the platform tries again and again. */
    public static Change startsFail(int number, StartFailure why) {
        return new Change(service -> service.catalog().failStarts(number, why));
    }

    /** For {@code length} no task of revision {@code number} starts; then the platform's next try succeeds. */
    public static Change startsFail(int number, StartFailure why, Duration length) {
        return new Change(service -> {
            service.catalog().failStarts(number, why);
            service.later(length, () -> service.catalog().startAgain(number));
        });
    }

    /** The platform adds {@code message} to the service's events, whatever it holds. */
    public static Change says(String message) {
        return new Change(service -> service.say(message));
    }

    /** The primary rollout's state has the reason {@code reason} from then on, until the platform gives another. */
    public static Change rolloutSays(String reason) {
        return new Change(service -> service.fleet().sets().primary().ifPresent(set -> set.explain(reason)));
    }

    /** The newest deployment's state has the reason {@code reason} from then on, until the platform gives another. */
    public static Change deploymentSays(String reason) {
        return new Change(service -> service.explainDeployment(reason));
    }

    /** One task of the primary rollout that hasn't started never will; {@code reason} is the platform's, in its own words. */
    public static Change failsToStart(String reason) {
        return new Change(service -> service.fleet().failToStart(reason));
    }

    /** Something that every revision depends on fails: whatever serves, at least this share is answered with an error. */
    public static Change dependencyFails(double errorRatePercent) {
        return new Change(service -> service.serving().dependencyFails(errorRatePercent));
    }

    /** A dependency fails so, beside others that do, and is well again after {@code length}. */
    public static Change dependencyFails(double errorRatePercent, Duration length) {
        return new Change(service -> {
            service.serving().spikeBegins(errorRatePercent);
            service.later(length, () -> service.serving().spikeEnds(errorRatePercent));
        });
    }

    /** For {@code length} the health endpoint answers 503, whatever serves. */
    public static Change healthFails(Duration length) {
        return new Change(service -> {
            service.serving().healthFails();
            service.later(length, () -> service.serving().healthReturns());
        });
    }

    /**
     * From then on only this share of the scenario's traffic arrives: 0 is silence, 1 is all of it. It shows where requests are counted.
     *
     * @throws IllegalArgumentException if {@code share} is negative
     */
    public static Change trafficFallsTo(double share) {
        if (!(share >= 0)) {
            throw new IllegalArgumentException("share must be >= 0, found " + share);
        }
        return new Change(service -> service.metric().traffic().becomes(service.now(), share));
    }

    /** No metric is published any more. */
    public static Change silencesMetrics() {
        return new Change(service -> service.metric().silence(service.now(), Instant.MAX));
    }

    /** No metric is published of the periods that {@code length} touches. */
    public static Change silencesMetrics(Duration length) {
        return new Change(
                service -> service.metric().silence(service.now(), service.now().plus(length)));
    }

    /** The metric's period that is under way shows {@code value}, whatever is: NaN, an infinity, any number. */
    public static Change metricShows(double value) {
        return new Change(service -> service.metric().showAt(service.now(), value));
    }
}
