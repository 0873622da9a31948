package io.incidentiq.rollback.internal.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The values of one chart's axis: {@code low} at its foot, {@code high} at its head. */
record Scale(double low, double high, double top, int height) {
    double y(double value) {
        double part = (value - low) / (high - low);
        return top + height * (1 - Math.max(0, Math.min(1, part)));
    }

    double foot() {
        return top + height;
    }

    /** Returns the values that the axis names: 1, 2 or 5 of a power of ten apart, at most about {@code most}. */
    List<Double> ticks(int most) {
        double step = step((high - low) / most);
        var ticks = new ArrayList<Double>();
        for (double at = Math.ceil(low / step) * step; at <= high + step / 1e6 && ticks.size() < 20; at += step) {
            ticks.add(Math.abs(at) < step / 1e6 ? 0 : at);
        }
        return ticks;
    }

    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : List.of(1, 2, 5)) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Returns a value as an axis names it. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.3gM", value / 1e6);
        }
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%.0fk", value / 1e3);
        }
        String text = String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g", value);
        return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
