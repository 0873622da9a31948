package io.incidentiq.rollback.internal.report.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Labels above a picture, each with a stem down to its instant. No label lies on another one, and no stem runs through a label: all are
 * written to the same side of their stems, and one that reaches over other stems stands above their labels.
 */
final class MarkerLabels {
    static final int LANE = 17;
    private static final double PER_CHARACTER = 6.9;
    private static final int GAP = 5;

    private final Frame frame;
    private final List<Placed> placed = new ArrayList<>();

    /**
     * A label in its lane.
     *
     * @param lane counted from the picture upwards, from 0
     */
    record Placed(String text, double x, boolean toTheLeft, int lane) {
        double from() {
            return toTheLeft ? x - GAP - PER_CHARACTER * text.length() : x;
        }

        double to() {
            return toTheLeft ? x : x + GAP + PER_CHARACTER * text.length();
        }

        private boolean collides(Placed other) {
            boolean overlap = from() < other.to() && other.from() < to();
            boolean myStem = other.lane < lane && x > other.from() && x < other.to();
            boolean itsStem = lane < other.lane && other.x > from() && other.x < to();
            return (lane == other.lane && overlap) || myStem || itsStem;
        }
    }

    private MarkerLabels(Frame frame) {
        this.frame = frame;
    }

    /** Places the labels of those moments that charts name and {@code frame} holds: to the right where there is room, else to the left. */
    static List<Placed> of(Frame frame, List<Moment> moments) {
        var named = new ArrayList<>(moments.stream()
                .filter(m -> m.label() != null && frame.holds(m.at()))
                .sorted(Comparator.comparing(Moment::at))
                .toList());
        boolean toTheLeft = named.stream()
                .map(m -> new Placed(text(m), frame.x(m.at()), false, 0))
                .anyMatch(p -> p.to() > frame.width());
        if (!toTheLeft) {
            Collections.reverse(named);
        }
        var labels = new MarkerLabels(frame);
        named.forEach(m -> labels.place(m, toTheLeft));
        return labels.placed;
    }

    private static String text(Moment moment) {
        return Frame.minute(moment.at()) + " " + moment.label();
    }

    private void place(Moment moment, boolean toTheLeft) {
        for (int lane = 0; ; lane++) {
            var label = new Placed(text(moment), frame.x(moment.at()), toTheLeft, lane);
            if (placed.stream().noneMatch(label::collides)) {
                placed.add(label);
                return;
            }
        }
    }
}
