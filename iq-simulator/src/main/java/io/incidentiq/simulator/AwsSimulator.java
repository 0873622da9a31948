package io.incidentiq.simulator;

import com.sun.net.httpserver.HttpServer;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.server.Handler;
import io.incidentiq.simulator.aws.server.Pages;
import io.incidentiq.simulator.aws.server.ServedScenario;
import io.incidentiq.simulator.world.AcceleratedClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A scenario served over the wire protocols of Amazon ECS and CloudWatch, on 127.0.0.1 alone, to any AWS client whose endpoint
 * is {@link #uri()}. Credentials are neither needed nor looked at. The platform's clock runs by itself, at the speed of the
 * options, from the moment it is served. Thread-safe; closing ends it at once.
 */
public final class AwsSimulator implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads;
    private final Handler handler;
    private final Simulation simulation;

    private AwsSimulator(HttpServer server, ExecutorService threads, Handler handler, Simulation simulation) {
        this.simulation = simulation;
        this.server = server;
        this.threads = threads;
        this.handler = handler;
    }

    /**
     * Plays {@code scenario} for all its services and serves it.
     *
     * @throws IOException if the port can't be listened on
     */
    public static AwsSimulator serve(Scenario scenario, AwsSimulatorOptions options) throws IOException {
        // Headers and body leave in two packets; waiting for the first one's receipt would add 40 ms to a call.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Instant start = options.startOr(Instant.now());
        Simulation simulation = Simulation.startingAt(start, scenario, options.seed());
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "simulated-aws");
            thread.setDaemon(true);
            return thread;
        });
        var handler = new Handler(new Pages(served(simulation), AcceleratedClock.startingAt(start, options.speed())));
        handler.setFaults(options.faults());
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new AwsSimulator(server, threads, handler, simulation);
    }

    private static ServedScenario served(Simulation simulation) {
        Scenario scenario = simulation.scenario();
        return new ServedScenario(
                scenario.name(),
                simulation.seed(),
                simulation.incidentStart().orElse(null),
                scenario.setting(),
                simulation.platform());
    }

    /** Returns where it is served, such as {@code http://127.0.0.1:4566}, without a slash at the end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the alarm over {@code service}, as {@link Alarm#of} does. */
    public Alarm alarm(ServiceId service) {
        return Alarm.of(simulation, service);
    }

    /** Replaces the faults that were set before. */
    public void setFaults(AwsFault... faults) {
        handler.setFaults(List.of(faults));
    }

    /** Stops serving; calls in flight get no answer. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
