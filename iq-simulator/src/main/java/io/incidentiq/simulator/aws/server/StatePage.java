package io.incidentiq.simulator.aws.server;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.fact.Moment;
import io.incidentiq.simulator.world.SimulatedState;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/** What truly is, whatever the APIs show: the page {@code /_simulator/state}. */
record StatePage(ServedScenario served, AwsNames names) {
    Tree tree() {
        Map<ServiceId, SimulatedState> state = served.platform().state();
        return Tree.of("scenario", served.name())
                .with("seed", served.seed())
                .with("now", served.platform().now().toString())
                .with("incidentStart", served.incidentStart() == null ? null : String.valueOf(served.incidentStart()))
                .with("cluster", SimulatedPlatform.CLUSTER)
                .with(
                        "services",
                        state.values().stream()
                                .sorted(Comparator.comparing((SimulatedState s) ->
                                        s.snapshot().service().name()))
                                .map(this::service)
                                .toList());
    }

    private Tree service(SimulatedState state) {
        return Tree.of("name", state.snapshot().service().name())
                .with("desiredCount", state.snapshot().desiredCount())
                .with("effectiveDeployments", state.effectiveDeployments())
                .with(
                        "healthy",
                        served.platform().answersHealthy(state.snapshot().service()))
                .with(
                        "truth",
                        served.platform()
                                .truth(state.snapshot().service())
                                .map(StatePage::truth)
                                .orElse(null))
                .with(
                        "rollouts",
                        state.snapshot().rollouts().stream().map(this::rollout).toList())
                .with(
                        "deployments",
                        state.deployments().stream()
                                .map(deployment -> deployment(state, deployment))
                                .toList());
    }

    private static Tree truth(Moment moment) {
        return Tree.of("revisions", moment.revisions())
                .with("errorRatePercent", moment.errorRatePercent())
                .with("ownErrorRatePercent", moment.ownErrorRatePercent());
    }

    private Tree rollout(Rollout rollout) {
        return Tree.of("id", AwsNames.rollout(Objects.requireNonNull(rollout.serviceRevision())))
                .with("primary", rollout.primary())
                .with("definition", rollout.definition().toString())
                .with("state", rollout.state().name())
                .with("createdAt", rollout.createdAt().toString())
                .with("running", rollout.tasks().running())
                .with("pending", rollout.tasks().pending())
                .with("failed", rollout.tasks().failed());
    }

    private Tree deployment(SimulatedState state, Deployment deployment) {
        ServiceRevision started = Objects.requireNonNull(state.revisions().get(deployment.started()));
        return Tree.of("arn", names.serviceDeployment(state.snapshot().service(), deployment.id()))
                .with("definition", started.definition().toString())
                .with("state", deployment.state().name())
                .with("createdAt", deployment.createdAt().toString())
                .with("finishedAt", deployment.finishedAt() == null ? null : String.valueOf(deployment.finishedAt()))
                .with("rolledBackTo", rolledBackTo(state, deployment));
    }

    private static @org.jspecify.annotations.Nullable String rolledBackTo(SimulatedState state, Deployment deployment) {
        return deployment.rolledBackTo() == null
                ? null
                : Objects.requireNonNull(state.revisions().get(deployment.rolledBackTo()))
                        .definition()
                        .toString();
    }
}
