package io.incidentiq.rollback.internal.evidence;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen before and during a rollback. Immutable; filled from answers that pass by anyway.
 *
 * @param metric the points of the measure, oldest first
 * @param probes what the health endpoint showed, oldest first; the newest 200 changes
 * @param tasks how many tasks ran, oldest first; the newest 200 changes
 * @param events the platform's messages when the plan was made, newest first; 20 at most
 * @param window where the service was judged; null before
 */
public record KeptEvidence(
        List<MetricPoint> metric,
        List<ProbeRun> probes,
        List<TaskLook> tasks,
        StoppedTasks stopped,
        List<ServiceEvent> events,
        @Nullable Window window) {
    /** Nothing was seen. */
    public static final KeptEvidence NONE =
            new KeptEvidence(List.of(), List.of(), List.of(), StoppedTasks.NOT_ASKED, List.of(), null);

    private static final int MOST_CHANGES = 200;
    private static final int MOST_EVENTS = 20;

    public KeptEvidence {
        metric = List.copyOf(metric);
        probes = List.copyOf(probes);
        tasks = List.copyOf(tasks);
        events = List.copyOf(events);
    }

    /** Returns a copy with more points; a newer point replaces the one of the same period. */
    public KeptEvidence withMetric(List<MetricPoint> newer) {
        var all = new TreeMap<Instant, MetricPoint>();
        metric.forEach(p -> all.put(p.start(), p));
        newer.forEach(p -> all.put(p.start(), p));
        return new KeptEvidence(List.copyOf(all.values()), probes, tasks, stopped, events, window);
    }

    /** Returns a copy with one more answer of the health endpoint. */
    public KeptEvidence probed(Instant at, HealthAnswer answer) {
        ProbeRun last = probes.isEmpty() ? null : probes.get(probes.size() - 1);
        List<ProbeRun> all = last != null && last.goesOnWith(answer, at)
                ? and(probes.subList(0, probes.size() - 1), last.again(at))
                : and(probes, new ProbeRun(answer, at, at, 1));
        return new KeptEvidence(metric, all, tasks, stopped, events, window);
    }

    /** Returns a copy with one more look at the service; itself where it looks as before. */
    public KeptEvidence looked(Instant at, ServiceSnapshot seen, @Nullable RevisionId target) {
        TaskLook look = TaskLook.of(at, seen, target);
        boolean same = !tasks.isEmpty() && tasks.get(tasks.size() - 1).sameAs(look);
        return same ? this : new KeptEvidence(metric, probes, and(tasks, look), stopped, events, window);
    }

    /** Returns a copy that knows why tasks of the suspect's deployment stopped. */
    public KeptEvidence withStopped(List<TaskFailure> failures) {
        return new KeptEvidence(metric, probes, tasks, new StoppedTasks(failures, null), events, window);
    }

    /** Returns a copy that knows why the platform didn't tell why tasks stopped. */
    public KeptEvidence withStoppedUnknown(String trouble) {
        return new KeptEvidence(metric, probes, tasks, new StoppedTasks(List.of(), trouble), events, window);
    }

    /** Returns a copy with the platform's messages, newest first. */
    public KeptEvidence withEvents(List<ServiceEvent> messages) {
        List<ServiceEvent> newest = messages.stream().limit(MOST_EVENTS).toList();
        return new KeptEvidence(metric, probes, tasks, stopped, newest, window);
    }

    /** Returns a copy with the window that the service was judged by; null takes it away. */
    public KeptEvidence judgedIn(@Nullable Window judged) {
        return new KeptEvidence(metric, probes, tasks, stopped, events, judged);
    }

    private static <T> List<T> and(List<T> before, T next) {
        var all = new ArrayList<>(before.subList(Math.max(0, before.size() + 1 - MOST_CHANGES), before.size()));
        all.add(next);
        return all;
    }
}
