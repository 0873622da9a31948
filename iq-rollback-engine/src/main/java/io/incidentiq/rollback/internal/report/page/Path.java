package io.incidentiq.rollback.internal.report.page;

/** The points of a line, in tenths of a unit. */
final class Path {
    private final StringBuilder data = new StringBuilder();

    Path to(double x, double y) {
        data.append(data.length() == 0 ? 'M' : 'L')
                .append(Drawing.tenth(x))
                .append(' ')
                .append(Drawing.tenth(y));
        return this;
    }

    /** Begins another line. */
    Path from(double x, double y) {
        data.append('M').append(Drawing.tenth(x)).append(' ').append(Drawing.tenth(y));
        return this;
    }

    /** Goes straight up or down. */
    Path toY(double y) {
        data.append('V').append(Drawing.tenth(y));
        return this;
    }

    /** Goes straight to the left or right. */
    Path toX(double x) {
        data.append('H').append(Drawing.tenth(x));
        return this;
    }

    Path close() {
        data.append('Z');
        return this;
    }

    String closed() {
        return data.length() == 0 ? "" : data + "Z";
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
