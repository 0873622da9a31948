package io.incidentiq.rollback.internal.report.page;

/** One chart of a picture, above or below others on the same time axis. */
interface Panel {
    /** Returns what it shows, in a line. */
    String title();

    /** Returns the same in a few words, for a phone. */
    default String shortTitle() {
        return title();
    }

    int height();

    /** Draws it below {@code top}. */
    void draw(Drawing drawing, Frame frame, double top);
}
