package io.incidentiq.rollback.internal.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.statistics.ShareUnit;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComparedTest {
    private static final ShareUnit PERCENT = new ShareUnit(100, Direction.HIGHER_IS_WORSE);

    private static MetricPoint percent(double bad, double total) {
        return new MetricPoint(Instant.EPOCH, 100 * bad / total).withCounts(new Counts(bad, total));
    }

    /** A minute without errors has a range, too. */
    @Test
    void range_pointWithoutErrors_isInTheMetricsUnit() {
        assertThat(Compared.Range.of(percent(0, 200), PERCENT)).satisfies(range -> {
            assertThat(range).isNotNull();
            assertThat(range.low()).isZero();
            assertThat(range.high()).isBetween(1.0, 3.0);
        });
    }

    @Test
    void range_bareValue_isUnknown() {
        MetricPoint bare = new MetricPoint(Instant.EPOCH, 3);

        assertThat(Compared.Range.of(bare, PERCENT)).isNull();
        assertThat(Compared.Range.of(bare, null)).isNull();
    }
}
