package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.evidence.TaskLook;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/** How many tasks ran: those of the target, and all others. */
record TasksPanel(List<TaskLook> looks, Instant until) implements Panel {
    @Override
    public String title() {
        return "running tasks: target solid, others dashed";
    }

    @Override
    public int height() {
        return 64;
    }

    @Override
    public void draw(Drawing drawing, Frame frame, double top) {
        int most = looks.stream()
                .mapToInt(l -> Math.max(l.desired(), Math.max(l.target(), l.others())))
                .max()
                .orElse(1);
        Scale scale = new Scale(0, Math.max(1, most) * 1.1, top, height());
        Axis.draw(drawing, frame, scale, most < 2 ? 1 : 2);
        drawing.path("old", steps(frame, scale, TaskLook::others));
        drawing.path("new", steps(frame, scale, TaskLook::target));
        if (frame.isWide() && !looks.isEmpty()) {
            ends(drawing, frame, scale, looks.get(looks.size() - 1));
        }
    }

    private static void ends(Drawing drawing, Frame frame, Scale scale, TaskLook last) {
        double target = scale.y(last.target()) + 4;
        double others = scale.y(last.others()) + 4;
        boolean near = Math.abs(target - others) < 14;
        drawing.text("s", frame.end() + 6, near ? target - 7 : target, "target " + last.target());
        drawing.text("s", frame.end() + 6, near ? target + 7 : others, "others " + last.others());
    }

    private String steps(Frame frame, Scale scale, ToIntFunction<TaskLook> count) {
        var path = new Path();
        for (TaskLook look : looks) {
            double x = frame.x(look.at());
            double y = scale.y(count.applyAsInt(look));
            if (path.toString().isEmpty()) {
                path.from(x, y);
            } else {
                path.toX(x).toY(y);
            }
        }
        return path.toString().isEmpty() ? "" : path.toX(frame.x(until)).toString();
    }
}
