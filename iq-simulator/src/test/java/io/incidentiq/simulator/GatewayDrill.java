package io.incidentiq.simulator;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A scenario for api-gateway, looked at through the ports alone. */
public record GatewayDrill(Simulation simulation) {
    public static final ServiceId GATEWAY = new ServiceId(Simulation.CLUSTER, "api-gateway");
    public static final MetricQuery ERROR_RATE = new MetricQuery(
            "IncidentIQ/Demo",
            "ErrorRate",
            Map.of("Service", "api-gateway"),
            Statistic.AVERAGE,
            Duration.ofSeconds(60));

    public static GatewayDrill of(String scenario) {
        return of(Scenario.named(scenario), 1);
    }

    public static GatewayDrill of(Scenario scenario, long seed) {
        return new GatewayDrill(Simulation.of(scenario, seed, GATEWAY));
    }

    public static RevisionId revision(int number) {
        return new RevisionId("api-gateway", number);
    }

    public ServiceSnapshot snapshot() {
        return Objects.requireNonNull(
                simulation.registry().describe(Set.of(GATEWAY)).get(GATEWAY));
    }

    Rollout primary() {
        return snapshot().primary().orElseThrow();
    }

    public int runs() {
        return primary().definition().number();
    }

    public List<Deployment> history() {
        return Objects.requireNonNull(simulation
                        .registry()
                        .history(Set.of(GATEWAY), Instant.EPOCH)
                        .get(GATEWAY))
                .deployments();
    }

    public Deployment last() {
        return history().get(history().size() - 1);
    }

    public ServiceRevision started(Deployment deployment) {
        return Objects.requireNonNull(simulation
                .registry()
                .serviceRevisions(Set.of(deployment.started()))
                .get(deployment.started()));
    }

    public List<Integer> deployed() {
        return history().stream().map(d -> started(d).definition().number()).toList();
    }

    public TaskDefinition definition(int number) {
        return Objects.requireNonNull(
                simulation.registry().definitions(Set.of(revision(number))).get(revision(number)));
    }

    public DeploymentId update(int number) {
        return simulation.registry().update(GATEWAY, revision(number));
    }

    /** Returns the whole periods of the last {@code duration}. */
    public List<MetricPoint> errorRates(Duration duration) {
        return points(ERROR_RATE, duration);
    }

    /** Returns the points of another metric that begin in the last {@code duration}, from a whole minute on. */
    public List<MetricPoint> points(MetricQuery query, Duration duration) {
        Instant to =
                Instant.ofEpochSecond(Math.floorDiv(simulation.time().instant().getEpochSecond(), 60) * 60);
        return read(query, to.minus(duration), to);
    }

    public List<MetricPoint> read(MetricQuery query, Instant from, Instant to) {
        return Objects.requireNonNull(
                        simulation.metrics().read(Set.of(query), from, to).get(query))
                .points();
    }

    public double latestErrorRate() {
        List<MetricPoint> points = errorRates(Duration.ofMinutes(5));
        return points.get(points.size() - 1).value();
    }

    public void pass(Duration duration) {
        var passed = new CompletableFuture<Boolean>();
        simulation.time().schedule(simulation.time().instant().plus(duration), () -> passed.complete(true));
        try {
            simulation.time().await(passed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
