package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.simulator.scenario.Setting;
import java.time.Duration;

/** How the platform takes a deployment back: because somebody stops it, or by itself. */
public final class Rollbacks {
    private final ServiceContext world;
    private final Deployments deployments;
    private final Fleet fleet;

    Rollbacks(ServiceContext world, Deployments deployments, Fleet fleet) {
        this.world = world;
        this.deployments = deployments;
        this.fleet = fleet;
    }

    /**
     * Accepts that {@code deployment} is to be stopped, which it is a moment later unless it has ended by then. Returns false if it is
     * being rolled back already.
     *
     * @param completes makes it end well at once, where the scenario has it win
     * @param outran what happens if it ends before it is stopped
     * @throws ProviderException {@code NOT_FOUND} without such a deployment, {@code REJECTED} if it has ended
     */
    boolean stop(DeploymentId deployment, Runnable completes, Runnable outran) {
        Setting.StopRace race = world.setting().lags().back().race();
        DeploymentState state = deployments.state(deployment);
        if (race == Setting.StopRace.TOO_LATE && state == DeploymentState.IN_PROGRESS) {
            completes.run();
        }
        Deployment stopped = deployments.get(deployment);
        if (stopped == null) {
            throw ProviderException.of(
                    ProviderException.Kind.NOT_FOUND,
                    "deployment %s: %s has none of that id".formatted(deployment, world.service()));
        }
        if (stopped.state().terminal()) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "deployment %s is %s: expected one in progress".formatted(deployment, stopped.state()));
        }
        if (stopped.state().rollingBack()) {
            return false;
        }
        deployments.change(deployment, d -> d.withState(DeploymentState.ROLLBACK_REQUESTED));
        world.time().after(world.setting().lags().stop(), () -> {
            if (race == Setting.StopRace.OUTRUN) {
                completes.run();
            }
            if (deployments.state(deployment) == DeploymentState.ROLLBACK_REQUESTED) {
                rollBack("Service deployment rolled back because of a stop request.");
            } else {
                outran.run();
            }
        });
        return true;
    }

    /** Rolls back the deployment in progress, if there is one, for {@code reason}. */
    public void undo(String reason) {
        if (fleet.sets().primary().filter(TaskSet::inProgress).isPresent()) {
            rollBack(reason);
        }
    }

    /** Gives up the rollback that is under way, if there is one, and leaves what runs. */
    public void fail(String reason) {
        fleet.sets().primary().map(TaskSet::deployment).map(deployments::get).ifPresent(undone -> {
            if (undone.state() == DeploymentState.ROLLBACK_IN_PROGRESS) {
                fleet.sets().primary().ifPresent(set -> {
                    set.become(RolloutState.FAILED, reason);
                    set.pending = 0;
                });
                world.say(reason);
                deployments.change(
                        undone.id(),
                        d -> d.withState(DeploymentState.ROLLBACK_FAILED)
                                .withReason(reason)
                                .withFinishedAt(world.now()));
            }
        });
    }

    /** Gives up the deployment in progress, if there is one, and leaves what runs. */
    public void giveUp(String reason) {
        fleet.sets().primary().filter(TaskSet::inProgress).ifPresent(set -> {
            set.become(RolloutState.FAILED, reason);
            set.pending = 0;
            world.say(reason);
            deployments.change(
                    set.deployment(),
                    d -> d.withState(DeploymentState.STOPPED).withReason(reason).withFinishedAt(world.now()));
        });
    }

    /** Returns to what the last deployment that ended well runs, with the images recorded then. */
    private void rollBack(String reason) {
        TaskSet undone = fleet.sets().primary().orElseThrow();
        world.say("rolling back: " + reason);
        deployments
                .lastGood()
                .ifPresentOrElse(previous -> returnTo(previous, undone, reason), () -> failToReturn(undone, reason));
    }

    private void failToReturn(TaskSet undone, String reason) {
        undone.become(RolloutState.FAILED, reason);
        deployments.change(
                undone.deployment(),
                d -> d.withState(DeploymentState.ROLLBACK_FAILED)
                        .withReason("No deployment completed before.")
                        .withFinishedAt(world.now()));
    }

    private void returnTo(TaskSet.Started previous, TaskSet undone, String reason) {
        deployments.change(
                undone.deployment(),
                d -> d.withState(DeploymentState.ROLLBACK_IN_PROGRESS)
                        .withReason(reason)
                        .withRolledBackTo(previous.revision().id()));
        Duration lag = world.setting().lags().rollback();
        if (lag.isZero()) {
            rollOut(previous, undone, reason);
        } else {
            world.time().after(lag, () -> {
                if (deployments.state(undone.deployment()) == DeploymentState.ROLLBACK_IN_PROGRESS) {
                    rollOut(previous, undone, reason);
                }
            });
        }
    }

    private void rollOut(TaskSet.Started previous, TaskSet undone, String reason) {
        Setting.Return back = world.setting().lags().back();
        DeploymentId own = new DeploymentId("ecs-svc/" + world.sequence().nextId());
        Deployment before = back.asBefore() ? deployments.thatBegan(previous) : null;
        TaskSet.Shown shown = before == null
                ? new TaskSet.Shown(own, world.now(), false)
                : new TaskSet.Shown(before.id(), before.createdAt(), true);
        if (back.primary().isZero()) {
            undone.become(RolloutState.FAILED, reason);
        } else {
            undone.shownAsPrimary = true;
            world.time().after(back.primary(), () -> {
                undone.shownAsPrimary = false;
                undone.become(RolloutState.FAILED, reason);
                fleet.sets().dropGone();
            });
        }
        fleet.rollOut(new TaskSet(previous, shown, world.now(), undone.deployment()));
    }
}
