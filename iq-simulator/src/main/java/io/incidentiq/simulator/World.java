package io.incidentiq.simulator;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The truth: one service, its deployments and tasks, moving on the virtual clock. */
final class World {
    static final int DESIRED = 3;
    private static final Duration USUAL_ROLLOUT = Duration.ofSeconds(90);

    final Scenario scenario;
    final ServiceId service;
    final SimulatedTime time;
    final Noise noise;
    final Instant start;
    final List<SimulatedDeployment> deployments = new ArrayList<>();
    final List<SimulatedRollout> rollouts = new ArrayList<>();
    final List<ServiceEvent> events = new ArrayList<>();
    final Map<ServiceRevisionId, ServiceRevision> serviceRevisions = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();
    private final TreeMap<Instant, Double> errorRates = new TreeMap<>();
    private int names;
    private int ours;

    @Nullable
    Instant writtenAt;

    World(Scenario scenario, ServiceId service, SimulatedTime time, Noise noise) {
        this.scenario = scenario;
        this.service = service;
        this.time = time;
        this.noise = noise;
        this.start = time.instant();
        scenario.past().forEach(this::past);
    }

    int effectiveDeployments() {
        return ours;
    }

    Instant createdAt() {
        return deployments.isEmpty() ? start : deployments.get(0).createdAt;
    }

    Release release(RevisionId id) {
        return scenario.releases().stream()
                .filter(r -> id.family().equals(service.name()) && r.number() == id.number())
                .findFirst()
                .orElseThrow(() -> ProviderException.of(ProviderException.Kind.REJECTED, "no task definition " + id));
    }

    private RevisionId revision(int number) {
        return new RevisionId(service.name(), number);
    }

    private void past(Scenario.Past past) {
        Instant created = start.minus(past.ago());
        ServiceRevision revision = resolve(release(revision(past.number())));
        SimulatedRollout before = primary();
        var deployment = new SimulatedDeployment(name("d"), revision, created);
        deployments.add(deployment);
        switch (past.state()) {
            case SUCCESSFUL -> {
                deployment.finish(DeploymentState.SUCCESSFUL, created.plus(USUAL_ROLLOUT));
                rollouts.clear();
                add(deployment.id, revision, created, null, DESIRED).state = RolloutState.COMPLETED;
                errorRates.put(created.plusSeconds(60), rate(revision));
            }
            case IN_PROGRESS -> {
                retire(before);
                halfWay(add(deployment.id, revision, created, null, 1), before, deployment, DeploymentState.SUCCESSFUL);
            }
            case ROLLING_BACK -> {
                retire(before);
                SimulatedRollout bad = add(deployment.id, revision, created, null, 1);
                bad.failed = 3;
                serving(created.plusSeconds(20));
                takeBack(deployment, "deployment circuit breaker: tasks failed to start");
            }
        }
    }

    private void halfWay(
            SimulatedRollout rollout,
            @Nullable SimulatedRollout before,
            SimulatedDeployment deployment,
            DeploymentState end) {
        if (before != null) {
            before.running = DESIRED - 1;
        }
        serving(rollout.createdAt.plusSeconds(20));
        proceed(rollout, deployment, end);
    }

    private DeploymentId name(String prefix) {
        return new DeploymentId(prefix + "-" + (++names));
    }

    @Nullable
    SimulatedRollout primary() {
        return rollouts.stream().filter(r -> r.primary).findFirst().orElse(null);
    }

    private static void retire(@Nullable SimulatedRollout rollout) {
        if (rollout != null) {
            rollout.primary = false;
            rollout.desired = 0;
            rollout.state = RolloutState.COMPLETED;
        }
    }

    private SimulatedRollout add(
            DeploymentId id, ServiceRevision revision, Instant at, @Nullable DeploymentId rollbackOf, int running) {
        var rollout = new SimulatedRollout(id, revision, at, rollbackOf);
        rollout.desired = DESIRED;
        rollout.running = running;
        rollouts.add(0, rollout);
        return rollout;
    }

    /** Resolves tags as they point now, and remembers what came of it. */
    private ServiceRevision resolve(Release release) {
        String reference = "registry.example/" + service.name() + ":" + release.tag();
        boolean firstDeployment =
                deployments.stream().noneMatch(d -> d.started.definition().number() == release.number());
        if (firstDeployment) {
            tags.put(reference, digest(release.build()));
        }
        var images = new ArrayList<Image>();
        images.add(new Image("web", reference, tags.get(reference)));
        if (scenario.sidecar()) {
            images.add(new Image("proxy", "registry.example/proxy:stable", digest("proxy")));
        }
        var revision =
                new ServiceRevision(new ServiceRevisionId(name("sr").value()), revision(release.number()), images);
        serviceRevisions.put(revision.id(), revision);
        return revision;
    }

    private String digest(String build) {
        var hex = new StringBuilder("sha256:");
        for (int i = 0; i < 4; i++) {
            hex.append("%016x".formatted(Double.doubleToLongBits(new Noise(build.hashCode()).draw(service.name(), i))));
        }
        return hex.toString();
    }

    DeploymentId update(RevisionId revision, boolean byUs) {
        Release release = release(revision);
        if (release.status() != DefinitionStatus.ACTIVE) {
            throw ProviderException.of(ProviderException.Kind.REJECTED, "TaskDefinition is inactive: " + revision);
        }
        Instant now = time.instant();
        supersedeWhatIsInProgress(now);
        retire(primary());
        var deployment = new SimulatedDeployment(name("d"), resolve(release), now);
        deployments.add(deployment);
        SimulatedRollout rollout = add(deployment.id, deployment.started, now, null, 0);
        if (byUs) {
            ours++;
            writtenAt = now;
            scenario.foreignDeployment()
                    .ifPresent(o -> time.schedule(now.plus(o.afterWrite()), () -> update(revision(o.number()), false)));
            scenario.revertedAfter().ifPresent(d -> time.schedule(now.plus(d), () -> revert(deployment)));
        }
        if (byUs && scenario.stuck()) {
            stuck(rollout, now);
        } else {
            proceed(rollout, deployment, DeploymentState.SUCCESSFUL);
        }
        return deployment.id;
    }

    private void supersedeWhatIsInProgress(Instant now) {
        deployments.stream().filter(d -> !d.state.terminal()).forEach(d -> {
            d.finish(DeploymentState.STOPPED, now);
            d.reason = "superseded by a newer deployment";
        });
    }

    private void stuck(SimulatedRollout rollout, Instant now) {
        rollout.reason = "tasks failed to start";
        events.add(
                0,
                new ServiceEvent(
                        "e-" + (++names),
                        now,
                        "(service %s) was unable to place a task because no container instance met all of its requirements."
                                .formatted(service.name())));
    }

    void stop(DeploymentId id) {
        SimulatedDeployment deployment = deployments.stream()
                .filter(d -> d.id.equals(id) && !d.state.terminal())
                .findFirst()
                .orElseThrow(() -> ProviderException.of(
                        ProviderException.Kind.REJECTED,
                        "deployment " + id + " is not in a state that can be stopped"));
        ours++;
        writtenAt = time.instant();
        takeBack(deployment, "stopped by request");
    }

    private void revert(SimulatedDeployment deployment) {
        if (!deployment.state.terminal()) {
            takeBack(deployment, "deployment circuit breaker: tasks failed to start");
        }
    }

    /** Returns to what last succeeded before {@code deployment}, with its recorded images. */
    private void takeBack(SimulatedDeployment deployment, String why) {
        ServiceRevision last = deployments.stream()
                .filter(d -> d != deployment)
                .map(SimulatedDeployment::succeededWith)
                .filter(r -> r != null)
                .reduce((a, b) -> b)
                .orElseThrow(() ->
                        ProviderException.of(ProviderException.Kind.REJECTED, "no completed deployment to return to"));
        deployment.state = DeploymentState.ROLLBACK_IN_PROGRESS;
        deployment.rolledBackTo = last;
        deployment.reason = why;
        SimulatedRollout old = primary();
        retire(old);
        int running = rollouts.stream()
                .filter(r -> r.revision.id().equals(last.id()))
                .mapToInt(r -> r.running)
                .sum();
        rollouts.removeIf(r -> r.revision.id().equals(last.id()));
        SimulatedRollout back = add(name("d"), last, time.instant(), deployment.id, running);
        back.reason = why + "; rolling back";
        serving(time.instant());
        proceed(back, deployment, DeploymentState.ROLLBACK_SUCCESSFUL);
    }

    /** Starts one task after the other, stops an old one for each, and ends the deployment. */
    private void proceed(SimulatedRollout rollout, SimulatedDeployment deployment, DeploymentState end) {
        Instant at = time.instant();
        for (int i = rollout.running; i < rollout.desired; i++) {
            at = at.plusMillis(noise.between(9_000, 20_000, rollout.id.value(), i));
            time.schedule(at, () -> replaceOne(rollout));
        }
        time.schedule(at.plusSeconds(6), () -> complete(rollout, deployment, end));
    }

    private void replaceOne(SimulatedRollout rollout) {
        if (rollout.primary) {
            rollout.running++;
            rollouts.stream()
                    .filter(r -> !r.primary && r.running > 0)
                    .findFirst()
                    .ifPresent(r -> r.running--);
            serving(time.instant());
        }
    }

    private void complete(SimulatedRollout rollout, SimulatedDeployment deployment, DeploymentState end) {
        if (!rollout.primary) {
            return;
        }
        Instant now = time.instant();
        rollouts.stream().filter(r -> !r.primary).forEach(r -> r.running = 0);
        serving(now);
        rollout.state = RolloutState.COMPLETED;
        deployment.finish(end, now);
        time.schedule(now.plus(scenario.drain()), () -> rollouts.removeIf(r -> !r.primary));
        if (writtenAt != null) {
            scenario.crashAfterRollout().ifPresent(d -> time.schedule(now.plus(d), () -> crash(rollout)));
        }
    }

    private void crash(SimulatedRollout rollout) {
        rollout.running--;
        rollout.failed++;
        time.schedule(time.instant().plusSeconds(40), () -> rollout.running++);
    }

    private double rate(ServiceRevision revision) {
        return release(revision.definition()).errorRatePercent();
    }

    private void serving(Instant at) {
        int total = rollouts.stream().mapToInt(r -> r.running).sum();
        if (total > 0) {
            double sum = rollouts.stream()
                    .mapToDouble(r -> r.running * rate(r.revision))
                    .sum();
            errorRates.put(at, sum / total);
        }
    }

    /** Returns the error rate in percent that was served at {@code at}; null before anything served. */
    @Nullable
    Double errorRateAt(Instant at) {
        var entry = errorRates.floorEntry(at);
        if (entry == null) {
            return null;
        }
        boolean allBad = scenario.allBadSince()
                .filter(ago -> !at.isBefore(start.minus(ago)))
                .isPresent();
        return allBad ? (Double) Math.max(8.5, entry.getValue()) : entry.getValue();
    }
}
