package io.incidentiq.rollback.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptEvidenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final HealthAnswer WELL = new HealthAnswer(HealthAnswer.Status.HEALTHY, "200");
    private static final HealthAnswer ILL = new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static MetricPoint point(int minute, double bad, double total) {
        return new MetricPoint(NOW.plus(MINUTE.multipliedBy(minute)), 100 * bad / total)
                .withCounts(new Counts(bad, total));
    }

    @Test
    void probed_sameAnswers_areOneRunUntilAPause() {
        KeptEvidence kept = KeptEvidence.NONE
                .probed(NOW, WELL)
                .probed(NOW.plusSeconds(15), WELL)
                .probed(NOW.plusSeconds(30), ILL)
                .probed(NOW.plusSeconds(45), WELL)
                .probed(NOW.plusSeconds(300), WELL);

        assertThat(kept.probes()).extracting(ProbeRun::times).containsExactly(2, 1, 1, 1);
    }

    @Test
    void probed_alwaysAnother_keepsTheNewest() {
        KeptEvidence kept = KeptEvidence.NONE;
        for (int i = 0; i < 500; i++) {
            kept = kept.probed(NOW.plusSeconds(i), i % 2 == 0 ? WELL : ILL);
        }

        assertThat(kept.probes()).hasSize(200);
        assertThat(kept.probes().get(199).from()).isEqualTo(NOW.plusSeconds(499));
    }

    @Test
    void withMetric_newerPoint_replacesTheOlder() {
        KeptEvidence kept = KeptEvidence.NONE
                .withMetric(List.of(point(0, 1, 100), point(1, 2, 100)))
                .withMetric(List.of(point(1, 5, 100), point(2, 0, 100)));

        assertThat(kept.metric()).extracting(MetricPoint::value).containsExactly(1.0, 5.0, 0.0);
    }

    @Test
    void lists_tooLong_areCut() {
        KeptEvidence kept = KeptEvidence.NONE
                .withEvents(Collections.nCopies(100, new ServiceEvent("e", NOW, "m")))
                .withStopped(Collections.nCopies(100, new TaskFailure("t", NOW, "r", false)));

        assertThat(kept.events()).hasSize(20);
        assertThat(kept.stopped().tasks()).hasSize(10);
        assertThat(kept.stopped().trouble()).isNull();
    }

    @Test
    void thinned_manyPoints_addsCountsUpAndKeepsTheLevel() {
        List<MetricPoint> points =
                IntStream.range(0, 1_440).mapToObj(i -> point(i, i % 3, 100)).toList();
        ThinnedSeries thinned = ThinnedSeries.of(points, MINUTE, 400);

        assertThat(thinned.points()).hasSizeLessThanOrEqualTo(400);
        assertThat(thinned.points().stream().mapToDouble(p -> counts(p).total()).sum())
                .isEqualTo(144_000);
        MetricPoint any = thinned.points().get(5);
        assertThat(any.value()).isCloseTo(100 * counts(any).share(), within(1e-9));
    }

    private static Counts counts(MetricPoint point) {
        return Objects.requireNonNull(point.counts());
    }

    @Test
    void thinned_fewPoints_areThemselves() {
        List<MetricPoint> points = List.of(point(0, 1, 10), point(7, 2, 10));

        assertThat(ThinnedSeries.of(points, MINUTE, 400)).isEqualTo(new ThinnedSeries(MINUTE, points));
    }
}
