package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.ThinnedSeries;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened, as charts on one time axis: once for wide screens and paper, once for phones. */
record ChartFigure(Markup page, RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
    private static final int MOST_POINTS = 400;
    private static final int MOST_ON_A_PHONE = 150;

    /** What is free above each chart, for its title. */
    private static final int HEAD = 34;

    /** A suspect that was deployed longer ago doesn't stretch the axis. */
    private static final Duration FURTHEST = Duration.ofHours(6);

    void write(List<Moment> moments) {
        boolean nothing = evidence.metric().isEmpty()
                && evidence.probes().isEmpty()
                && evidence.tasks().size() < 2;
        if (nothing) {
            return;
        }
        Instant to = to();
        Instant from = from(moments, to);
        page.open("section").leaf("h2", "What happened").open("figure");
        draw(Frame.wide(from, to), moments, MOST_POINTS);
        draw(Frame.narrow(from, to), moments, MOST_ON_A_PHONE);
        page.leaf("figcaption", caption()).close().closeLine();
    }

    private String caption() {
        boolean counted = evidence.metric().stream().anyMatch(p -> p.counts() != null);
        String metric = evidence.metric().isEmpty()
                ? ""
                : " Grey: before the incident; red: during it. Dotted: the baseline; dashed: the limit.";
        String range = counted ? " The pale range holds the rate in 95 of 100 cases, by the chance of counting." : "";
        String window = evidence.window() == null ? "" : " Blue: the window in which the service was judged.";
        return "Times are UTC." + metric + range + window;
    }

    private Instant to() {
        Instant end = report.progress().endedAt().orElse(plan.plannedAt());
        return InstantFormat.later(end, plan.plannedAt());
    }

    /** As long before the first thing that happened as the rest takes, within reason. */
    private Instant from(List<Moment> moments, Instant to) {
        Instant first = moments.stream()
                .filter(m -> m.label() != null)
                .map(Moment::at)
                .filter(at -> at.isAfter(to.minus(FURTHEST)))
                .findFirst()
                .orElse(plan.plannedAt());
        Duration before = Duration.between(first, to).dividedBy(2);
        Duration least = Duration.ofMinutes(evidence.metric().isEmpty() ? 1 : 15);
        return first.minus(before.compareTo(least) < 0 ? least : before);
    }

    private void draw(Frame frame, List<Moment> moments, int most) {
        List<Panel> panels = panels(frame, most);
        var drawing = new Drawing(page);
        List<MarkerLabels.Placed> labels = MarkerLabels.of(frame, moments);
        int lanes = labels.stream().mapToInt(l -> l.lane() + 1).max().orElse(0);
        int top = 8 + lanes * MarkerLabels.LANE;
        int foot = top + panels.stream().mapToInt(p -> HEAD + p.height()).sum();
        drawing.begin(frame.view(), frame.width(), foot + 24, "Charts: " + titles(panels));
        window(drawing, frame, top, foot);
        labels(drawing, labels, top, foot);
        double at = top;
        for (Panel panel : panels) {
            drawing.text("h", frame.left(), at + 22, frame.isWide() ? panel.title() : panel.shortTitle());
            panel.draw(drawing, frame, at + HEAD);
            at += HEAD + panel.height();
        }
        times(drawing, frame, foot);
        drawing.end();
    }

    private static String titles(List<Panel> panels) {
        return String.join("; ", panels.stream().map(Panel::title).toList());
    }

    private List<Panel> panels(Frame frame, int most) {
        var panels = new ArrayList<Panel>();
        Settings settings = plan.settings();
        List<MetricPoint> shown =
                evidence.metric().stream().filter(p -> frame.holds(p.start())).toList();
        if (!shown.isEmpty()) {
            ThinnedSeries series = ThinnedSeries.of(shown, settings.period(), most);
            Compared compared = Compared.of(report, plan, evidence);
            panels.add(new RatePanel(settings, series, compared, Phases.of(report, plan)));
            if (series.points().stream().allMatch(p -> p.counts() != null)) {
                panels.add(new RequestsPanel(series));
            }
        }
        if (evidence.tasks().size() > 1) {
            panels.add(new TasksPanel(evidence.tasks(), frame.to()));
        }
        if (!evidence.probes().isEmpty()) {
            panels.add(new HealthPanel(evidence.probes()));
        }
        return panels;
    }

    private void window(Drawing drawing, Frame frame, int top, int foot) {
        Window window = evidence.window();
        if (window != null && window.from().isBefore(frame.to())) {
            double x = frame.x(window.from());
            drawing.rect("win", x, top, Math.max(1, frame.x(window.to()) - x), foot - (double) top);
        }
    }

    private static void labels(Drawing drawing, List<MarkerLabels.Placed> labels, int top, int foot) {
        for (MarkerLabels.Placed label : labels) {
            double base = top - label.lane() * (double) MarkerLabels.LANE;
            drawing.line("stem", label.x(), base - MarkerLabels.LANE + 4, label.x(), foot);
            drawing.text(
                    label.toTheLeft() ? "e" : "f",
                    label.toTheLeft() ? label.x() - 4 : label.x() + 4,
                    base - 4,
                    label.text());
        }
    }

    private static void times(Drawing drawing, Frame frame, int foot) {
        for (Instant tick : frame.ticks()) {
            double x = frame.x(tick);
            drawing.line("grid", x, foot, x, foot + 5.0);
            drawing.text(
                    "s m", Math.max(frame.left(), Math.min(x, frame.width() - 18.0)), foot + 19.0, Frame.minute(tick));
        }
    }
}
