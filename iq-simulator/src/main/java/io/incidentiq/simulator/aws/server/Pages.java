package io.incidentiq.simulator.aws.server;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.cloudwatch.CloudWatchOperations;
import io.incidentiq.simulator.aws.operation.DefinitionOperations;
import io.incidentiq.simulator.aws.operation.DeploymentOperations;
import io.incidentiq.simulator.aws.operation.Faults;
import io.incidentiq.simulator.aws.operation.Operation;
import io.incidentiq.simulator.aws.operation.ServiceOperations;
import io.incidentiq.simulator.aws.operation.Tags;
import io.incidentiq.simulator.aws.operation.TaskOperations;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Reply;
import io.incidentiq.simulator.aws.protocol.Request;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.AcceleratedClock;
import java.util.HashMap;
import java.util.Map;

/** What is served where: the AWS APIs, the services' health endpoints, and the simulator's own pages. Guarded by the server's lock. */
public final class Pages {
    private static final String HEALTH = "/health/";
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int BAD_METHOD = 405;

    private final ServedScenario served;
    private final SimulatedPlatform platform;
    private final AcceleratedClock clock;
    private final Faults faults;
    private final CallLog log = new CallLog();
    private final AwsNames names = new AwsNames(AwsNames.REGION);
    private final Answering answering;

    public Pages(ServedScenario served, AcceleratedClock clock) {
        this.served = served;
        this.platform = served.platform();
        this.clock = clock;
        this.faults = new Faults(platform, served.setting().trouble());
        this.answering = new Answering(platform, faults, log, apis());
    }

    private Map<String, Map<String, Operation>> apis() {
        var tags = new Tags();
        var ecs = new HashMap<String, Operation>();
        ecs.putAll(new ServiceOperations(tags).all());
        ecs.putAll(new DeploymentOperations(faults).all());
        ecs.putAll(new DefinitionOperations(tags).all());
        ecs.putAll(new TaskOperations().all());
        return Map.of("ecs", ecs, "cloudwatch", new CloudWatchOperations(faults).all());
    }

    Faults faults() {
        return faults;
    }

    Reply get(String method, String path) {
        platform.advanceTo(clock.instant());
        if (!method.equals("GET")) {
            return Reply.json(BAD_METHOD, Tree.of("message", "GET only"));
        }
        if (path.startsWith(HEALTH)) {
            return health(path.substring(HEALTH.length()));
        }
        return switch (path) {
            case "/_simulator/calls" -> Reply.json(Reply.OK, log.all());
            case "/_simulator/clock" ->
                Reply.json(Reply.OK, Tree.of("now", platform.now().toString()).with("speed", clock.speed()));
            case "/_simulator/state" -> Reply.json(Reply.OK, new StatePage(served, names).tree());
            default -> Reply.json(NOT_FOUND, Tree.of("message", "Nothing is here: " + path));
        };
    }

    Reply answer(Request request) {
        platform.advanceTo(clock.instant());
        return answering.answer(request);
    }

    private Reply health(String name) {
        var service = new ServiceId(SimulatedPlatform.CLUSTER, name);
        boolean there =
                served.setting().shown().healthEndpoint() && platform.state().containsKey(service);
        if (!there) {
            return Reply.json(NOT_FOUND, Tree.of("status", "unknown service"));
        }
        return platform.answersHealthy(service)
                ? Reply.json(Reply.OK, Tree.of("status", "ok"))
                : Reply.json(UNAVAILABLE, Tree.of("status", "failing"));
    }
}
