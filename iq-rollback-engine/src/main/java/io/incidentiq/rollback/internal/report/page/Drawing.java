package io.incidentiq.rollback.internal.report.page;

import java.util.Locale;

/** Lines, areas and texts of one picture. Coordinates are ours; texts go through the page's one escape. */
final class Drawing {
    private final Markup page;

    Drawing(Markup page) {
        this.page = page;
    }

    /** Begins a picture for {@code view}, a style that shows it on wide or on narrow screens. */
    void begin(String view, int width, int height, String title) {
        page.open(
                "svg",
                "class",
                view,
                "viewBox",
                "0 0 %d %d".formatted(width, height),
                "role",
                "img",
                "aria-label",
                title);
        page.own("\n");
    }

    void end() {
        page.closeLine();
    }

    void text(String style, double x, double y, String text) {
        page.own("<text class=\"%s\" x=\"%s\" y=\"%s\">".formatted(style, tenth(x), tenth(y)))
                .text(text)
                .own("</text>\n");
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        path(style, "M%s %sL%s %s".formatted(tenth(x1), tenth(y1), tenth(x2), tenth(y2)));
    }

    void rect(String style, double x, double y, double width, double height) {
        page.own("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
                .formatted(style, tenth(x), tenth(y), tenth(width), tenth(height)));
    }

    void dot(double x, double y) {
        page.own("<circle class=\"d\" cx=\"%s\" cy=\"%s\" r=\"2.4\"/>".formatted(tenth(x), tenth(y)));
    }

    /** Draws a path; nothing where {@code data} is empty. */
    void path(String style, CharSequence data) {
        if (data.length() > 0) {
            page.own("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, data));
        }
    }

    /** Begins a group whose parts have {@code tone}. */
    void toned(Tone tone) {
        page.open("g", "class", tone.toString());
    }

    void endToned() {
        page.closeLine();
    }

    /** Returns a coordinate in tenths: what is finer, nobody sees. */
    static String tenth(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
