package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.SimulatedPlatform;
import io.incidentiq.simulator.Simulation;
import java.util.HashMap;
import java.util.Map;

/** What is served where: the AWS APIs, the services' health endpoints, and the simulator's own pages. Guarded by the server's lock. */
final class Pages {
    private static final String HEALTH = "/health/";
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int BAD_METHOD = 405;

    private final Simulation simulation;
    private final SimulatedPlatform platform;
    private final AcceleratedClock clock;
    private final Faults faults;
    private final CallLog log = new CallLog();
    private final Names names = new Names(Names.REGION);
    private final Answering answering;

    Pages(Simulation simulation, AcceleratedClock clock) {
        this.simulation = simulation;
        this.platform = simulation.platform();
        this.clock = clock;
        this.faults = new Faults(platform, simulation.scenario());
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
            case "/_simulator/state" -> Reply.json(Reply.OK, new StatePage(simulation, platform, names).tree());
            default -> Reply.json(NOT_FOUND, Tree.of("message", "Nothing is here: " + path));
        };
    }

    Reply answer(Request request) {
        platform.advanceTo(clock.instant());
        return answering.answer(request);
    }

    private Reply health(String name) {
        var service = new ServiceId(Simulation.CLUSTER, name);
        boolean there =
                simulation.healthUrl(service).isPresent() && platform.state().containsKey(service);
        if (!there) {
            return Reply.json(NOT_FOUND, Tree.of("status", "unknown service"));
        }
        return platform.answersHealthy(service)
                ? Reply.json(Reply.OK, Tree.of("status", "ok"))
                : Reply.json(UNAVAILABLE, Tree.of("status", "failing"));
    }
}
