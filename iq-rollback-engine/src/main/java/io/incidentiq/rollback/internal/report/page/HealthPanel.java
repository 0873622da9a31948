package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.evidence.ProbeRun;
import io.incidentiq.rollback.port.HealthAnswer;
import java.util.List;

/** What the health endpoint showed, as a strip: healthy low, all else high. */
record HealthPanel(List<ProbeRun> probes) implements Panel {
    private static final int HIGH = 20;
    private static final int LOW = 10;
    private static final double LEAST = 3;

    @Override
    public String title() {
        int all = probes.stream().mapToInt(ProbeRun::times).sum();
        int healthy = probes.stream()
                .filter(HealthPanel::isHealthy)
                .mapToInt(ProbeRun::times)
                .sum();
        return "health probes: %d of %d healthy".formatted(healthy, all);
    }

    private static boolean isHealthy(ProbeRun run) {
        return run.answer().status() == HealthAnswer.Status.HEALTHY;
    }

    @Override
    public int height() {
        return HIGH;
    }

    @Override
    public void draw(Drawing drawing, Frame frame, double top) {
        drawing.line("grid", frame.left(), top + HIGH, frame.end(), top + HIGH);
        for (ProbeRun run : probes) {
            double x = frame.x(run.from());
            double width = Math.max(LEAST, frame.x(run.to()) - x);
            int height = isHealthy(run) ? LOW : HIGH;
            drawing.toned(Tone.of(run.answer().status()));
            drawing.rect("k", Math.min(x, frame.end() - width), top + HIGH - height, width, height);
            drawing.endToned();
        }
    }
}
