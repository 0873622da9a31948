package io.incidentiq.rollback.internal.verdict;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rates of each period on a log scale, with what they are held against, as an SVG. */
final class VerificationPicture {
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int WIDTH = 860;
    private static final int HEIGHT = 330;
    private static final int STEP = 17;

    /** The scale: from 0.1 % to 10 %. */
    private static final double LEAST = 0.001;

    private static final double DECADE = 125;

    private static final String STYLE = """
            <style>
            .ground { fill: #ffffff; stroke: #d0d7de; }
            text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
            .axis { stroke: #d0d7de; }
            .line { stroke: #1f2328; stroke-dasharray: 5 4; }
            .before { fill: #656d76; }
            .during { fill: #cf222e; }
            .after { fill: #1a7f37; }
            .band { fill: #1a7f37; opacity: 0.18; }
            @media (prefers-color-scheme: dark) {
              .ground { fill: #0d1117; stroke: #30363d; }
              text { fill: #e6edf3; }
              .axis { stroke: #30363d; }
              .line { stroke: #e6edf3; }
              .before { fill: #848d97; }
              .during { fill: #f85149; }
              .after, .band { fill: #3fb950; }
            }
            </style>
            """;

    private final StringBuilder marks = new StringBuilder();
    private final Verdict.Levels levels;
    private int next = LEFT + STEP;

    VerificationPicture(Verdict.Levels levels) {
        this.levels = levels;
        for (double rate : new double[] {0.001, 0.01, 0.1}) {
            line("axis", rate);
            text(LEFT - 8, y(rate) + 4, "end", tenth(100 * rate) + " %");
        }
        named("midpoint", levels.halfway());
        named("limit", levels.limit());
    }

    private void named(String name, @Nullable Double rate) {
        if (rate != null) {
            line("line", rate);
            text(WIDTH - RIGHT + 8, y(rate) + 4, "start", String.format(Locale.ROOT, "%s %.2f %%", name, 100 * rate));
        }
    }

    /** Adds a stretch. A period without errors stands at the foot. */
    VerificationPicture with(String name, Traffic traffic) {
        text(next, HEIGHT - 14, "start", name);
        if (name.equals("after")) {
            double top = y(levels.window().high());
            marks.append("<rect class=\"band\" x=\"%d\" y=\"%s\" width=\"%d\" height=\"%s\"/>%n"
                    .formatted(
                            next - STEP / 2,
                            tenth(top),
                            traffic.size() * STEP,
                            tenth(y(levels.window().low()) - top)));
        }
        for (int i = 0; i < traffic.size(); i++, next += STEP) {
            marks.append("<circle class=\"%s\" cx=\"%d\" cy=\"%s\" r=\"4\"/>%n"
                    .formatted(name, next, tenth(y(traffic.bad(i) / traffic.total(i)))));
        }
        next += STEP;
        return this;
    }

    private void line(String kind, double rate) {
        marks.append("<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>%n"
                .formatted(kind, LEFT, WIDTH - RIGHT, tenth(y(rate)), tenth(y(rate))));
    }

    private void text(double x, double y, String anchor, String text) {
        marks.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n".formatted(tenth(x), tenth(y), anchor, text));
    }

    private static double y(double rate) {
        return HEIGHT - 45 - DECADE * Math.max(0, Math.log10(Math.max(rate, LEAST) / LEAST));
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    String svg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <title>Error rate of each minute before, during and after the incident</title>
                %3$s<rect class="ground" x="0.5" y="0.5" width="%4$d" height="%5$d" rx="6"/>
                %6$s</svg>
                """.formatted(WIDTH, HEIGHT, STYLE, WIDTH - 1, HEIGHT - 1, marks);
    }
}
