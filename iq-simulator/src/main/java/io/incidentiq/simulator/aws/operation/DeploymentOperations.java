package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.aws.shape.DeploymentShape;
import io.incidentiq.simulator.aws.shape.RevisionShape;
import io.incidentiq.simulator.world.SimulatedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** ECS: service deployments and service revisions. */
public final class DeploymentOperations {
    private static final int PAGE = 20;
    private static final int MAX_DESCRIBED = 20;
    private static final String ROLLBACK = "ROLLBACK";

    private final Faults faults;

    public DeploymentOperations(Faults faults) {
        this.faults = faults;
    }

    public Map<String, Operation> all() {
        return Map.of(
                "ListServiceDeployments",
                        Operation.read(
                                this::listServiceDeployments,
                                "cluster",
                                "service",
                                "status",
                                "createdAt.after",
                                "createdAt.before",
                                "maxResults",
                                "nextToken"),
                "DescribeServiceDeployments", Operation.read(this::describeServiceDeployments, "serviceDeploymentArns"),
                "DescribeServiceRevisions", Operation.read(this::describeServiceRevisions, "serviceRevisionArns"),
                "StopServiceDeployment",
                        Operation.write(this::stopServiceDeployment, "serviceDeploymentArn", "stopType"),
                "ContinueServiceDeployment",
                        Operation.write(this::continueServiceDeployment, "serviceDeploymentArn", "hookId", "action"));
    }

    /** Newest first; AWS promises no order. */
    private Tree listServiceDeployments(Call call) {
        View view = call.view();
        view.requireCluster(call.body());
        SimulatedState state = view.existing(call.body().required("service"));
        call.concerns(state.snapshot().service().name());
        List<String> states = call.body().texts("status");
        states.forEach(DeploymentOperations::requireState);
        Instant after = call.body().body("createdAt").instant("after").orElse(Instant.MIN);
        Instant before = call.body().body("createdAt").instant("before").orElse(Instant.MAX);
        List<Tree> matching = state.deployments().stream()
                .filter(d -> call.platform().lists(state.snapshot().service(), d))
                .filter(d -> states.isEmpty() || states.contains(d.state().name()))
                .filter(d -> !d.createdAt().isBefore(after) && !d.createdAt().isAfter(before))
                .sorted(Comparator.comparing(Deployment::createdAt).reversed())
                .map(deployment -> new DeploymentShape(view.names(), state, deployment).brief())
                .toList();
        Page<Tree> page = Page.of(matching, call.body(), PAGE);
        return Tree.of("serviceDeployments", page.items()).with("nextToken", page.nextToken());
    }

    private static void requireState(String name) {
        for (DeploymentState state : DeploymentState.values()) {
            if (state != DeploymentState.UNKNOWN && state.name().equals(name)) {
                return;
            }
        }
        throw AwsError.invalidParameter("Invalid status: " + name);
    }

    private Tree describeServiceDeployments(Call call) {
        return described(
                call,
                "serviceDeploymentArns",
                "serviceDeployments",
                arn -> find(call.view(), arn).map(this::described));
    }

    private Tree described(DeploymentShape shape) {
        return shape.tree()
                .with(
                        "lifecycleHookDetails",
                        pausedAt(shape).stream()
                                .map(hook -> Tree.of("hookId", hook).with("status", "AWAITING_ACTION"))
                                .toList());
    }

    /** Returns the hook that the deployment waits at. */
    private Optional<String> pausedAt(DeploymentShape shape) {
        DeploymentState state = shape.deployment().state();
        boolean goesOn = state == DeploymentState.PENDING || state == DeploymentState.IN_PROGRESS;
        return faults.pausedAtHook().filter(hook -> goesOn);
    }

    private Tree describeServiceRevisions(Call call) {
        return described(call, "serviceRevisionArns", "serviceRevisions", arn -> revision(call.view(), arn));
    }

    private static Tree described(
            Call call, String arns, String members, Function<String, Optional<Tree>> description) {
        List<String> asked = call.body().texts(arns);
        if (asked.isEmpty() || asked.size() > MAX_DESCRIBED) {
            throw AwsError.invalidParameter("%s must have 1 to %d members.".formatted(arns, MAX_DESCRIBED));
        }
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String arn : asked) {
            description.apply(arn).ifPresentOrElse(found::add, () -> missing.add(ServiceOperations.missing(arn)));
        }
        call.concerns(service(asked.get(0)));
        return Tree.of(members, found).with("failures", missing);
    }

    /** Returns the service in {@code arn:…:service-deployment/cluster/service/id}; empty where there is none. */
    private static String service(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length == 4 ? parts[2] : "";
    }

    private static Optional<DeploymentShape> find(View view, String arn) {
        return view.services().values().stream()
                .flatMap(state -> state.deployments().stream()
                        .map(deployment -> new DeploymentShape(view.names(), state, deployment)))
                .filter(shape -> shape.arn().equals(arn))
                .findFirst();
    }

    private static Optional<Tree> revision(View view, String arn) {
        return view.services().values().stream()
                .flatMap(state -> state.revisions().values().stream()
                        .map(revision -> new RevisionShape(view.names(), state, revision)))
                .filter(shape -> shape.arn().equals(arn))
                .findFirst()
                .map(RevisionShape::tree);
    }

    private Tree stopServiceDeployment(Call call) {
        DeploymentShape shape = existing(call);
        if (!call.body().textOr("stopType", ROLLBACK).equals(ROLLBACK)) {
            throw AwsError.of("UnsupportedFeatureException", "The simulated platform stops by rolling back.");
        }
        DeploymentState state = shape.deployment().state();
        if (state.terminal()) {
            throw AwsError.of(
                    "ConflictException",
                    "The service deployment is in the %s state and can't be stopped.".formatted(state));
        }
        rollBack(call, shape);
        return Tree.of("serviceDeploymentArn", shape.arn());
    }

    private static void rollBack(Call call, DeploymentShape shape) {
        try {
            call.platform().stop(shape.service(), shape.deployment().id());
        } catch (ProviderException e) {
            throw AwsError.of(
                    "ConflictException",
                    "The service deployment is in a terminal state and can't be stopped: " + e.getMessage());
        }
        SimulatedState after = Objects.requireNonNull(call.platform().state().get(shape.service()));
        if (after.effectiveDeployments() > shape.state().effectiveDeployments()) {
            call.did("rollback " + AwsNames.last(shape.arn()));
        }
    }

    /** Without {@link AwsFault.PausedAtHook} no simulated deployment waits at a hook. */
    private Tree continueServiceDeployment(Call call) {
        DeploymentShape shape = existing(call);
        String hook = call.body().required("hookId");
        if (pausedAt(shape).filter(hook::equals).isEmpty()) {
            throw AwsError.invalidParameter("The service deployment has no paused hook %s.".formatted(hook));
        }
        if (!call.body().textOr("action", "CONTINUE").equals(ROLLBACK)) {
            throw AwsError.of(
                    "UnsupportedFeatureException", "The simulated platform goes on from a hook by rolling back.");
        }
        rollBack(call, shape);
        return Tree.of("serviceDeploymentArn", shape.arn());
    }

    private static DeploymentShape existing(Call call) {
        String arn = call.body().required("serviceDeploymentArn");
        call.concerns(service(arn));
        return find(call.view(), arn)
                .orElseThrow(() -> AwsError.of("ServiceDeploymentNotFoundException", "Service deployment not found."));
    }
}
