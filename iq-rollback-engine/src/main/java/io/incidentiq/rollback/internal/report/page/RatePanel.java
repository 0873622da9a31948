package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.evidence.ThinnedSeries;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.ShareUnit;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The measure over time with the range in which the service's own rate lies, its baseline and its limit. */
final class RatePanel implements Panel {
    /** More dots than that hide the line. */
    private static final int MOST_DOTS = 90;

    private final Settings settings;
    private final ThinnedSeries series;
    private final Compared compared;
    private final Phases phases;
    private final List<Point> points;

    /** A point with where the service's own rate lies; null where events aren't counted. */
    private record Point(Instant at, double value, Compared.@Nullable Range range) {}

    RatePanel(Settings settings, ThinnedSeries series, Compared compared, Phases phases) {
        this.settings = settings;
        this.series = series;
        this.compared = compared;
        this.phases = phases;
        ShareUnit unit = settings.unit().orElse(null);
        this.points = series.points().stream()
                .map(p -> new Point(middle(p), p.value(), Compared.Range.of(p, unit)))
                .toList();
    }

    private Instant middle(MetricPoint point) {
        return point.start().plus(series.period().dividedBy(2));
    }

    @Override
    public String title() {
        String band = points.stream().anyMatch(p -> p.range != null) ? ", with its 95 % range" : "";
        return shortTitle() + band;
    }

    @Override
    public String shortTitle() {
        boolean minutes = series.period().equals(Duration.ofMinutes(1));
        String each = minutes ? "minute" : DurationFormat.words(series.period());
        return "%s%s, each %s".formatted(settings.metricName(), unit(), each);
    }

    private String unit() {
        boolean percent = points.stream().anyMatch(p -> p.range != null)
                && settings.wholeOfShare(Sample.of(
                                        series.points(), settings.worse().value()))
                                .orElse(0)
                        > 1;
        return percent ? " in percent" : "";
    }

    @Override
    public int height() {
        return 210;
    }

    @Override
    public void draw(Drawing drawing, Frame frame, double top) {
        Scale scale = scale(frame, top);
        Axis.draw(drawing, frame, scale, 5);
        for (List<Point> run : runs(frame)) {
            drawing.toned(phases.at(run.get(0).at));
            drawing.path("b", band(frame, scale, run));
            drawing.path("l", line(frame, scale, run));
            if (points.size() <= MOST_DOTS || run.size() == 1) {
                run.forEach(p -> drawing.dot(frame.x(p.at), scale.y(p.value)));
            }
            drawing.endToned();
        }
        levels(drawing, frame, scale);
    }

    /** Single periods of a quiet service may have been anything: their ranges don't set the scale. */
    private Scale scale(Frame frame, double top) {
        double[] shown = points.stream()
                .filter(p -> frame.holds(p.at))
                .mapToDouble(p -> p.value)
                .toArray();
        double[] levels = Stream.of(
                        compared.before().level(),
                        compared.limit(),
                        compared.during().level())
                .filter(v -> v != null)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double most = DoubleStream.concat(DoubleStream.of(shown), DoubleStream.of(levels))
                .max()
                .orElse(1);
        double least = DoubleStream.concat(DoubleStream.of(shown), DoubleStream.of(levels))
                .min()
                .orElse(0);
        double low = least >= 0 && least < most / 2 ? 0 : least - (most - least) * 0.1;
        double high = most + (most - low) * 0.18;
        return new Scale(low, high > low ? high : low + 1, top, height());
    }

    /** Returns the points in stretches of one colour without gaps; each begins where the one before ended. */
    private List<List<Point>> runs(Frame frame) {
        Duration gap = series.period().multipliedBy(5).dividedBy(2);
        var runs = new ArrayList<List<Point>>();
        Point before = null;
        for (Point point : points) {
            if (!frame.holds(point.at)) {
                continue;
            }
            boolean apart =
                    before == null || Duration.between(before.at, point.at).compareTo(gap) > 0;
            boolean turns = before != null && phases.at(before.at) != phases.at(point.at);
            if (before != null && turns && !apart) {
                runs.get(runs.size() - 1).add(point);
            }
            if (apart || turns) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(point);
            before = point;
        }
        return runs;
    }

    private static String line(Frame frame, Scale scale, List<Point> run) {
        var path = new Path();
        run.forEach(p -> path.to(frame.x(p.at), scale.y(p.value)));
        return path.toString();
    }

    private static String band(Frame frame, Scale scale, List<Point> run) {
        if (run.size() < 2 || run.stream().anyMatch(p -> p.range == null)) {
            return "";
        }
        var path = new Path();
        for (Point point : run) {
            Compared.Range range = point.range;
            path.to(frame.x(point.at), scale.y(range == null ? point.value : range.high()));
        }
        for (int i = run.size() - 1; i >= 0; i--) {
            Compared.Range range = run.get(i).range;
            path.to(frame.x(run.get(i).at), scale.y(range == null ? run.get(i).value : range.low()));
        }
        return path.closed();
    }

    private void levels(Drawing drawing, Frame frame, Scale scale) {
        Double base = compared.before().level();
        Double limit = compared.limit();
        boolean near = base != null && limit != null && Math.abs(scale.y(base) - scale.y(limit)) < 14;
        if (base != null) {
            level(drawing, frame, scale, new Level("base", "baseline", base, near ? 10 : 4));
        }
        if (limit != null) {
            level(drawing, frame, scale, new Level("limit", "limit", limit, near ? -4 : 4));
        }
    }

    private record Level(String style, String name, double value, int down) {}

    /** On a phone there is no room for names but the limit's. */
    private static void level(Drawing drawing, Frame frame, Scale scale, Level level) {
        double y = scale.y(level.value);
        drawing.line(level.style, frame.left(), y, frame.end(), y);
        String text = level.name + " " + NumberFormat.text(level.value);
        if (frame.isWide()) {
            drawing.text("s", frame.end() + 6, y + level.down, text);
        } else if (level.style.equals("limit")) {
            drawing.text("s", frame.left() + 4.0, y - 5, text);
        }
    }
}
