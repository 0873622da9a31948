package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.evidence.ThinnedSeries;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Requests in each minute, the failed ones below. */
record RequestsPanel(ThinnedSeries series) implements Panel {
    @Override
    public String title() {
        return "requests per minute; failed ones in red";
    }

    @Override
    public int height() {
        return 76;
    }

    private double perMinute(double count) {
        return count * Duration.ofMinutes(1).toMillis() / series.period().toMillis();
    }

    @Override
    public void draw(Drawing drawing, Frame frame, double top) {
        double most = series.points().stream()
                .filter(p -> frame.holds(p.start()))
                .mapToDouble(p -> perMinute(count(p, Counts::total)))
                .max()
                .orElse(1);
        Scale scale = new Scale(0, most > 0 ? most * 1.08 : 1, top, height());
        Axis.draw(drawing, frame, scale, 3);
        drawing.path("req", bars(frame, scale, Counts::total));
        drawing.toned(Tone.BAD);
        drawing.path("k", bars(frame, scale, Counts::bad));
        drawing.endToned();
    }

    private static double count(MetricPoint point, ToDoubleFunction<Counts> part) {
        Counts counts = point.counts();
        return counts == null ? 0 : part.applyAsDouble(counts);
    }

    private String bars(Frame frame, Scale scale, ToDoubleFunction<Counts> part) {
        var path = new Path();
        for (MetricPoint point : series.points()) {
            double count = count(point, part);
            if (count <= 0 || !frame.holds(point.start())) {
                continue;
            }
            double left = frame.x(point.start());
            double right = frame.x(point.start().plus(series.period()));
            double gap = Math.min(1, (right - left) / 5);
            path.from(left + gap / 2, scale.foot())
                    .toY(Math.min(scale.y(perMinute(count)), scale.foot() - 0.7))
                    .toX(right - gap / 2)
                    .toY(scale.foot())
                    .close();
        }
        return path.toString();
    }
}
