package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.StoppedTasks;
import io.incidentiq.rollback.internal.evidence.ThinnedSeries;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.format.Json;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a report keeps for the postmortem, as its member {@code evidence}. */
final class EvidenceJson {
    private static final int MOST_POINTS = 400;

    private EvidenceJson() {}

    static void put(Json json, Settings settings, KeptEvidence kept) throws IOException {
        json.object("evidence", e -> {
            stopped(e, kept.stopped());
            e.objects("events", kept.events(), (j, event) -> {
                j.put("at", event.at());
                j.put("message", event.message());
            });
            metric(e, settings, kept);
            e.objects("tasks", kept.tasks(), (j, look) -> {
                j.put("at", look.at());
                j.put("target", look.target());
                j.put("others", look.others());
                j.put("desired", look.desired());
            });
            e.objects("probes", kept.probes(), (j, run) -> {
                j.put("from", run.from());
                j.put("to", run.to());
                j.put("times", run.times());
                j.put("verdict", run.answer().status().name().toLowerCase(Locale.ROOT));
                j.put("last", run.answer().seen());
            });
            window(e, kept.window());
        });
    }

    private static void stopped(Json json, StoppedTasks stopped) throws IOException {
        json.objects("stoppedTasks", stopped.tasks(), (j, task) -> {
            j.put("task", task.task());
            j.put("at", task.at());
            j.put("reason", task.reason());
            j.put("permanent", task.permanent());
        });
        json.put("stoppedTasksUnknown", stopped.trouble());
    }

    /** Starts are seconds after {@code from}: arrays are short, and every tool reads them. */
    private static void metric(Json json, Settings settings, KeptEvidence kept) throws IOException {
        if (kept.metric().isEmpty() || settings.measure().isEmpty()) {
            json.nothing("metric");
            return;
        }
        ThinnedSeries series = ThinnedSeries.of(kept.metric(), settings.period(), MOST_POINTS);
        Instant from = series.points().get(0).start();
        var starts = new ArrayList<@Nullable Double>();
        var values = new ArrayList<@Nullable Double>();
        var bad = new ArrayList<@Nullable Double>();
        var total = new ArrayList<@Nullable Double>();
        for (MetricPoint point : series.points()) {
            Counts counts = point.counts();
            starts.add((double) Duration.between(from, point.start()).toSeconds());
            values.add(point.value());
            bad.add(counts == null ? null : (Double) counts.bad());
            total.add(counts == null ? null : (Double) counts.total());
        }
        json.object("metric", m -> {
            m.put("name", settings.metricName());
            m.put("source", String.valueOf(settings.measure().orElseThrow()));
            m.put("periodSeconds", series.period().toSeconds());
            m.put("from", from);
            m.numbers("seconds", starts);
            m.numbers("values", values);
            m.numbers("bad", counted(bad));
            m.numbers("total", counted(total));
        });
    }

    /** Where nothing is counted, the array is empty. */
    private static List<@Nullable Double> counted(List<@Nullable Double> counts) {
        return counts.stream().allMatch(c -> c == null) ? List.of() : counts;
    }

    private static void window(Json json, @Nullable Window window) throws IOException {
        if (window == null) {
            json.nothing("window");
            return;
        }
        json.object("window", w -> {
            w.put("from", window.from());
            w.put("to", window.to());
        });
    }
}
