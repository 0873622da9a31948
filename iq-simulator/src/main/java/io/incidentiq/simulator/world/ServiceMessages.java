package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.ServiceEvent;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the platform says about one service; the last hundred messages, as in ECS. */
final class ServiceMessages {
    private static final int MAX_EVENTS = 100;

    private final String service;
    private final InstantSource clock;
    private final Deque<ServiceEvent> events = new ArrayDeque<>();

    ServiceMessages(String service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    void add(String id, String message) {
        events.addFirst(new ServiceEvent(id, clock.instant(), "(service %s) %s".formatted(service, message)));
        if (events.size() > MAX_EVENTS) {
            events.removeLast();
        }
    }

    List<ServiceEvent> newestFirst() {
        return List.copyOf(events);
    }
}
