package io.incidentiq.rollback.internal.report.page;

/** The lines and numbers of a chart's values. */
final class Axis {
    private Axis() {}

    static void draw(Drawing drawing, Frame frame, Scale scale, int ticks) {
        for (double value : scale.ticks(ticks)) {
            double y = scale.y(value);
            drawing.line("grid", frame.left(), y, frame.end(), y);
            drawing.text("s e", frame.left() - 6.0, y + 4, Scale.text(value));
        }
    }
}
