package io.incidentiq.examples.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The platform: a router with two pools for each application, of which one gets the traffic. In memory. Thread-safe. */
final class BlueGreenRouter {
    /** How long the idle pool warms up before it gets the traffic. */
    static final Duration WARM_UP = Duration.ofSeconds(20);

    private final String name;
    private final InstantSource clock;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final AtomicLong cutovers = new AtomicLong();

    BlueGreenRouter(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Something that a pool can be filled with; a withdrawn one no longer can. */
    record Build(int number, String image, double errorPercent, Instant builtAt, boolean withdrawn) {}

    /** How a cutover ended, or is to end if nothing happens. */
    enum End {
        SWITCHED,
        ABORTED,
        OVERTAKEN
    }

    /** One request for a build: the idle pool is filled with it, warms up and then gets the traffic, unless that is cut short. */
    record Cutover(String id, Build build, Instant askedAt, End end, Instant endsAt) {
        boolean over(Instant now) {
            return !now.isBefore(endsAt);
        }
    }

    /** What the router knows of an application; cutovers come oldest first. */
    record Application(Instant createdAt, Map<Integer, Build> builds, List<Cutover> cutovers) {
        /** Returns what got the traffic at {@code instant}; empty before the first switch. */
        Optional<Cutover> serving(Instant instant) {
            return cutovers.stream()
                    .filter(c -> c.end() == End.SWITCHED && c.over(instant))
                    .reduce((older, newer) -> newer);
        }

        /** Returns the newest cutover; empty before the first. */
        Optional<Cutover> newest() {
            return cutovers.stream().reduce((older, newer) -> newer);
        }

        private Build build(int number) {
            return Optional.ofNullable(builds.get(number)).orElseThrow(() -> new Refusal(404, "no build " + number));
        }

        private Application with(Build build) {
            var all = new HashMap<>(builds);
            all.put(build.number(), build);
            return new Application(createdAt, Map.copyOf(all), cutovers);
        }

        private Application with(List<Cutover> all) {
            return new Application(createdAt, builds, List.copyOf(all));
        }
    }

    /** How the router says no, with the status of its HTTP API: 404 there is none, 409 not now or not any more. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    String name() {
        return name;
    }

    Instant now() {
        return clock.instant();
    }

    Optional<Application> application(String application) {
        return Optional.ofNullable(applications.get(application));
    }

    /** Adds a build that can be cut over to. */
    void register(String application, int number, String image, double errorPercent) {
        applications.putIfAbsent(application, new Application(now(), Map.of(), List.of()));
        change(application, app -> app.with(new Build(number, image, errorPercent, now(), false)));
    }

    /** Takes a build out of use: where it serves it goes on, but nothing cuts over to it any more. */
    void withdraw(String application, int number) {
        change(application, app -> {
            Build build = app.build(number);
            return app.with(new Build(number, build.image(), build.errorPercent(), build.builtAt(), true));
        });
    }

    /** Begins to move the traffic to a build; overtakes the cutover that is under way, if one is. Returns the new one's id. */
    String cutOver(String application, int number) {
        String id = "cutover-" + cutovers.incrementAndGet();
        change(application, app -> {
            Build build = app.build(number);
            if (build.withdrawn()) {
                throw new Refusal(409, "build %d of %s is withdrawn".formatted(number, application));
            }
            List<Cutover> all = cutShort(app, End.OVERTAKEN);
            all.add(new Cutover(id, build, now(), End.SWITCHED, now().plus(WARM_UP)));
            return app.with(all);
        });
        return id;
    }

    /** Leaves the traffic where it is; only while the cutover is under way. */
    void abort(String application, String id) {
        change(application, app -> {
            if (app.newest().filter(c -> c.id().equals(id) && !c.over(now())).isEmpty()) {
                throw new Refusal(409, "%s of %s is over".formatted(id, application));
            }
            return app.with(cutShort(app, End.ABORTED));
        });
    }

    /** Ends what is under way. */
    private List<Cutover> cutShort(Application app, End end) {
        Instant now = now();
        var all = new ArrayList<Cutover>();
        for (Cutover c : app.cutovers()) {
            all.add(c.over(now) ? c : new Cutover(c.id(), c.build(), c.askedAt(), end, now));
        }
        return all;
    }

    private void change(String application, UnaryOperator<Application> change) {
        if (applications.computeIfPresent(application, (key, app) -> change.apply(app)) == null) {
            throw new Refusal(404, "no application " + application);
        }
    }
}
