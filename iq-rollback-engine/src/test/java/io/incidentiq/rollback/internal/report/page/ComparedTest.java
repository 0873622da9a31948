package io.incidentiq.rollback.internal.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {
    private static MetricPoint percent(double bad, double total) {
        return new MetricPoint(Instant.EPOCH, 100 * bad / total).withCounts(new Counts(bad, total));
    }

    /** A minute without errors has a range, too. */
    @Test
    void range_pointWithoutErrors_isInTheUnitOfAll() {
        List<MetricPoint> points = List.of(percent(0, 200), percent(10, 200));
        Sample all = Sample.of(points, Direction.HIGHER_IS_WORSE, 100);

        assertThat(Compared.Range.of(points.get(0), all)).satisfies(range -> {
            assertThat(range).isNotNull();
            assertThat(range.low()).isZero();
            assertThat(range.high()).isBetween(1.0, 3.0);
        });
    }

    @Test
    void range_bareValue_isUnknown() {
        MetricPoint bare = new MetricPoint(Instant.EPOCH, 3);

        assertThat(Compared.Range.of(bare, Sample.of(List.of(bare), Direction.HIGHER_IS_WORSE)))
                .isNull();
    }
}
